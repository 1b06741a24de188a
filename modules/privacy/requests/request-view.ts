// A request as people and officers see it: its clocks, its story, what may be done next.
import { localDate } from '@city/kernel/time';
import type { RequestItem, RequestView } from '../contract.ts';
import type { PrivacyCity, PrivacyTx } from '../privacy-city.ts';
import { dueTimes } from '../rules/rules.ts';
import type { RequestRow } from '../tables.ts';
import { exportOf } from './export.store.ts';
import { erasedParts } from './erase.store.ts';
import { eventsOf } from './request.store.ts';
import { stepsFor } from './states.ts';
import { factsOf, whoIs } from './step.ts';

export function requestItem(row: RequestRow, now: Date): RequestItem {
  const isOpen = row.closed_at === null;
  return {
    id: row.request_id,
    kind: row.kind,
    state: row.state,
    purpose: row.purpose,
    withOthers: row.with_others,
    askedAt: row.asked_at.toISOString(),
    respondBy: row.respond_by.toISOString(),
    respondedAt: row.responded_at?.toISOString() ?? null,
    firstDueAt: row.first_due_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    isExtended: row.extended_at !== null,
    isLate: isOpen && (now > row.due_at || (row.responded_at === null && now > row.respond_by)),
    closedAt: row.closed_at?.toISOString() ?? null,
  };
}

/** With the words opened: the caller has put the read onto the trail, or is the person. */
export async function requestView(tx: PrivacyTx, city: PrivacyCity, row: RequestRow): Promise<RequestView> {
  const right = city.rules.rightOn(row.kind, localDate(row.asked_at));
  const events = await eventsOf(tx, row.request_id);
  const kept = await exportOf(tx, row.request_id);
  const erased = row.kind === 'erase' ? await erasedParts(tx, row.request_id) : [];
  const open = (sealed: Buffer | null) => city.seals.openWords(row.request_id, row.word_key, sealed);
  return {
    ...requestItem(row, tx.now),
    asker: open(row.asker),
    law: {
      number: city.rules.document(row.document).number,
      article: right.article,
      note: right.note ?? null,
    },
    extendedTo: dueTimes(right, row.asked_at, row.with_others, city.m.calendar).extendedTo.toISOString(),
    events: events.map((event) => ({
      at: event.at.toISOString(),
      who: event.actor_kind,
      title: event.title,
      action: event.action,
      words: open(event.words),
    })),
    steps: [...stepsFor(factsOf(city, row), whoIs(tx, row))],
    export: kept && {
      bytes: kept.bytes,
      until: kept.until_at.toISOString(),
      isOpen: tx.now < kept.until_at,
      sha256: kept.hash.toString('hex'),
    },
    erased: erased.map(({ module, at, rows }) => ({
      module,
      at: at.toISOString(),
      rows: Object.values(rows).reduce((sum, n) => sum + n, 0),
    })),
  };
}
