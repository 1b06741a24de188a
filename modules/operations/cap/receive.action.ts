// A message of a partner: checked, kept with the reasons when it is refused, and an alarm for the operator when it is not.
import { AppError } from '@city/kernel/errors';
import { newId } from '@city/kernel/database';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import { clearAlarm, raiseAlarm } from '../alarms/raise.action.ts';
import type { OperationsCity } from '../module-city.ts';
import type { CapAlert } from './cap-message.ts';
import { readRing } from './cap-rules.ts';
import { type CapPartner, readCap } from './cap-read.ts';

export interface Received {
  readonly id: string;
  readonly accepted: boolean;
  readonly reasons: readonly string[];
  readonly alarmId: string | null;
}

const source = 'cap-in';
const severities: Readonly<Record<string, number>> = { Extreme: 4, Severe: 3, Moderate: 2 };

/** Takes a message in; the same one again is refused as known. */
export async function receiveCap(
  tx: OperationsTx,
  city: OperationsCity,
  xml: string,
  partners: readonly CapPartner[],
): Promise<Received> {
  const read = readCap(xml, partners, tx.now);
  const named = read.ok ? read.alert : null;
  const reasons = read.ok ? await known(tx, read.alert) : read.reasons;
  const alarmId = named !== null && reasons.length === 0 ? await intoAlarm(tx, city, named) : null;
  const id = newId(tx.now);
  await tx.db
    .insertInto('operations.cap_in')
    .values({
      received_id: id,
      received_at: tx.now,
      sender: named?.sender ?? '',
      identifier: named?.identifier ?? '',
      is_accepted: reasons.length === 0,
      reasons: [...reasons],
      xml,
      alarm_id: alarmId,
    })
    .execute();
  tx.trail({
    action: reasons.length === 0 ? 'cap.accept' : 'cap.refuse',
    object: { type: 'cap', id },
    outcome: reasons.length === 0 ? 'allowed' : 'refused',
    detail: { reasons: reasons.length },
  });
  return { id, accepted: reasons.length === 0, reasons, alarmId };
}

async function known(tx: OperationsTx, { sender, identifier }: CapAlert): Promise<string[]> {
  const found = await tx.db
    .selectFrom('operations.cap_in')
    .select('received_id')
    .where('sender', '=', sender)
    .where('identifier', '=', identifier)
    .where('is_accepted', '=', true)
    .execute();
  return found.length > 0 ? ['identifier: already received'] : [];
}

/** Alert and Update raise one alarm for the chain, Cancel clears it; exercises and tests call nobody. */
async function intoAlarm(tx: OperationsTx, city: OperationsCity, alert: CapAlert): Promise<string | null> {
  if (alert.status !== 'Actual') return null;
  const condition = conditionOf(alert);
  if (alert.msgType === 'Cancel')
    return (await clearAlarm(tx, city, { source, condition }))?.alarm_id ?? null;
  if (alert.msgType !== 'Alert' && alert.msgType !== 'Update') return null;
  const [info] = alert.infos;
  const alarm = await raiseAlarm(tx, city, {
    source,
    condition,
    definition: 'cap-in',
    severity: severities[info?.severity ?? ''] ?? 1,
    point: pointOf(alert),
  });
  return alarm.alarm_id;
}

/** The first message of a chain names its alarm. */
function conditionOf({ sender, identifier, references }: CapAlert): string {
  const [first = ''] = references;
  return `${sender} ${first.split(',')[1] ?? identifier}`.slice(0, 200);
}

function pointOf({ infos }: CapAlert): { lat: number; lon: number } | null {
  const ring = readRing(infos[0]?.areas[0]?.polygons[0] ?? '');
  if (!ring) return null;
  const corners = ring.slice(0, -1);
  const middle = (at: 0 | 1) => corners.reduce((sum, corner) => sum + corner[at], 0) / corners.length;
  return { lat: middle(0), lon: middle(1) };
}

/** For HTTP: what was refused is an answer, not only a row. @throws AppError `operations_warning_refused` */
export function refusal({ accepted, reasons }: Received): AppError | null {
  return accepted
    ? null
    : new AppError('operations_warning_refused', { params: { reasons: reasons.join('; ') } });
}
