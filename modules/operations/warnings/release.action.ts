// Sending a warning out: composed, checked against schema and rules, signed, kept as it went out, told to people. And calling it off.
import { AppError } from '@city/kernel/errors';
import { newId } from '@city/kernel/database';
import { localDate } from '@city/kernel/time';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import { reasonOf } from '../alarms/operator.action.ts';
import { capTime, referenceTo } from '../cap/cap-message.ts';
import { capFaults } from '../cap/cap-rules.ts';
import { schemaFaults } from '../cap/cap-schema.ts';
import { type Signer, signCap } from '../cap/cap-signature.ts';
import { capXml } from '../cap/cap-xml.ts';
import { polygonsOf } from '../cap/polygons.ts';
import { rowAt } from '../definitions/city-files.ts';
import { nextNumber } from '../incidents/incident.store.ts';
import type { OperationsCity } from '../module-city.ts';
import { composeCap } from './compose.ts';
import type { WarningRow } from './tables.ts';
import { tellWarningJob } from './tell.task.ts';
import { assertStep, eventOf, openWarning, say, whoIs } from './write.action.ts';
import { addWarningEvent, chainOf, insertWarning, writeWarning } from './warning.store.ts';

/**
 * Releases a warning that waits for review; an update closes what it follows.
 * @throws AppError `operations_warning_own` for whoever wrote a word of it, `operations_warning_invalid`, `operations_warning_expires`
 */
export async function releaseWarning(
  tx: OperationsTx,
  city: OperationsCity,
  signer: Signer,
  row: WarningRow,
): Promise<WarningRow> {
  assertStep(row, 'release', whoIs(tx, row, true));
  if (row.expires_at <= tx.now) throw new AppError('operations_warning_expires', { field: 'expiresAt' });
  const after = await sendOut(tx, city, signer, row);
  if (row.previous_id !== null) {
    const previous = await openWarning(tx, row.previous_id);
    assertStep(previous, 'update', ['second']);
    say(
      tx,
      await writeWarning(tx, previous, { state: 'updated' }, { action: 'update', words: after.identifier }),
      'update',
    );
  }
  return after;
}

async function sendOut(
  tx: OperationsTx,
  city: OperationsCity,
  signer: Signer,
  row: WarningRow,
): Promise<WarningRow> {
  const { identifier, sender, xml } = await signedMessage(tx, city, signer, row);
  const patch = {
    state: 'released' as const,
    released_by: tx.actor.id,
    released_title: tx.actor.post?.title ?? '',
    sent_at: tx.now,
    identifier,
    sender,
    xml,
  };
  const after = await writeWarning(tx, row, patch, { action: 'release', words: null });
  say(tx, after, 'release');
  // An exercise is for those who exercise: nobody's phone rings.
  if (after.status === 'Actual')
    tx.enqueue(tellWarningJob, {
      warningId: after.warning_id,
      after: '00000000-0000-0000-0000-000000000000',
    });
  return after;
}

async function signedMessage(tx: OperationsTx, city: OperationsCity, signer: Signer, row: WarningRow) {
  const issuer = rowAt(city.files.warnings.senders, tx.now);
  const year = localDate(tx.now).slice(0, 4);
  const identifier = `${issuer.id}-${year}-${String(await nextNumber(tx, `warning-${year}`)).padStart(5, '0')}`;
  const chain = row.previous_id === null ? [] : await chainOf(tx, row.previous_id);
  const alert = composeCap({
    warning: row,
    event: eventOf(city, row.event, row.created_at),
    issuer,
    identifier,
    sentAt: tx.now,
    references: chain.flatMap(({ sender, identifier: earlier, sent_at: sent }) =>
      sender !== null && earlier !== null && sent !== null
        ? [referenceTo({ sender, identifier: earlier, sent: capTime(sent) })]
        : [],
    ),
    areas: areasOf(city, row, tx.now),
    web: `${city.m.publicUrl}/warnings`,
  });
  const unsigned = capXml(alert);
  const faults = [...schemaFaults(unsigned), ...capFaults(alert).map(({ code, at }) => `${at} ${code}`)];
  if (faults.length > 0)
    throw new AppError('operations_warning_invalid', { params: { reasons: faults.slice(0, 5).join('; ') } });
  return { identifier, sender: issuer.sender, xml: signCap(unsigned, signer) };
}

function areasOf(city: OperationsCity, { areas }: WarningRow, now: Date) {
  const set = city.m.geo.units.boundaries(localDate(now));
  if (areas.length === 0) return [{ ...city.whole(), polygons: [] }];
  return areas.map((code) => {
    const feature = set?.features.find((one) => one.code === code);
    return {
      code,
      name: city.wardName(code) ?? { vi: code, en: code },
      polygons: feature ? polygonsOf(feature) : [],
    };
  });
}

/**
 * Calls a released warning off: a Cancel message goes out at once, with everything it refers to.
 * @throws AppError `operations_warning_step_not_possible`, `operations_reason_short`
 */
export async function cancelWarning(
  tx: OperationsTx,
  city: OperationsCity,
  signer: Signer,
  row: WarningRow,
  words: string,
): Promise<WarningRow> {
  assertStep(row, 'cancel', whoIs(tx, row, true));
  const reason = reasonOf(words);
  const lifted: WarningRow = {
    ...row,
    warning_id: newId(tx.now),
    state: 'draft',
    msg_type: 'Cancel',
    headline_vi: `Đã huỷ: ${row.headline_vi}`.slice(0, 160),
    headline_en: `Cancelled: ${row.headline_en}`.slice(0, 160),
    description_vi: `Cảnh báo này không còn hiệu lực. ${reason}`,
    description_en: `This warning no longer applies. ${reason}`,
    instruction_vi: '',
    instruction_en: '',
    // Whoever reads it later still learns that it was called off.
    expires_at: new Date(Math.max(row.expires_at.getTime(), tx.now.getTime() + 3_600_000)),
    previous_id: row.warning_id,
    created_at: tx.now,
    written_by: [tx.actor.id ?? ''],
    written_title: tx.actor.post?.title ?? '',
    submitted_at: null,
    released_by: null,
    released_title: null,
    sent_at: null,
    identifier: null,
    sender: null,
    xml: null,
    note: reason,
    changed_at: tx.now,
    version: 1,
  };
  await insertWarning(tx, lifted);
  await addWarningEvent(tx, lifted, { action: 'draft', words: reason });
  const cancelled = await writeWarning(tx, row, { state: 'cancelled' }, { action: 'cancel', words: reason });
  say(tx, cancelled, 'cancel');
  return sendOut(tx, city, signer, lifted);
}
