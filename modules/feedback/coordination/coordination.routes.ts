// What only the coordinator sees together: reports that wait for a decision, and those that bounced between bodies.
import { type Route, route } from '@city/kernel/http';
import { searchQuery } from '@city/kernel/text';
import { localDate, workingMinutesBetween } from '@city/kernel/time';
import { deskItems } from '../cases/desk.routes.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import { bodyRef } from '../cases/report-view.ts';
import type { EventRow, FeedbackTables, ReportRow } from '../cases/tables.ts';
import { returnsAllowed } from '../deadlines/deadline.ts';
import { limits } from '../limits.ts';
import type { FeedbackCity } from '../module-city.ts';
import { isValidOn } from '../services/city-data.ts';
import type { TransferKind } from '../transfer/transferred.ts';
import {
  BouncedList,
  type BouncedReport,
  TriageList,
  type TriageItem,
  triageReasons,
} from './coordination-schemas.ts';
import { askingFor, bouncedReports, movesOf, untriaged } from './coordination.store.ts';
import { type Move, pathOf, triageReason } from './triage.ts';

const permission = 'feedback.desk.coordinate';
const tags = ['desk'];

export function coordinationRoutes(city: FeedbackCity): readonly Route[] {
  return [triageRoute(city), bouncedRoute(city)];
}

function triageRoute(city: FeedbackCity): Route {
  return route<FeedbackTables>(
    {
      method: 'GET',
      url: '/api/desk/triage',
      permission,
      tags,
      summary: { vi: 'Việc chờ điều phối viên quyết định', en: 'Reports that wait for the coordinator' },
      response: { 200: TriageList },
    },
    (c) =>
      c.transaction(async (tx) => ({ items: await triageItems(tx, city), next: null }), { readOnly: true }),
  );
}

function bouncedRoute(city: FeedbackCity): Route {
  return route<FeedbackTables>(
    {
      method: 'GET',
      url: '/api/desk/bounced',
      permission,
      tags,
      summary: { vi: 'Việc chuyển qua lại giữa các cơ quan', en: 'Reports that bounced between bodies' },
      response: { 200: BouncedList },
    },
    (c) =>
      c.transaction(async (tx) => ({ items: await bouncedItems(tx, city), next: null }), { readOnly: true }),
  );
}

interface Phrase {
  readonly match: string;
  readonly kind: TransferKind;
  readonly because: { readonly vi: string; readonly en: string };
}

/** The phrases in force today as queries; one that only counts with its marks asks for them, too. */
function phrasesOf(city: FeedbackCity, now: Date): Phrase[] {
  const day = localDate(now);
  return city.rules.handling.otherProcedure
    .filter((row) => isValidOn(row, day))
    .flatMap(({ phrase, marked, kind, because }) => {
      const query = searchQuery(phrase, { unfinished: false });
      if (!query) return [];
      const marks = marked && query.exact !== null ? ` & ${query.exact.replaceAll(' | ', ' & ')}` : '';
      return [{ match: `(${query.match}${marks})`, kind, because }];
    });
}

async function triageItems(tx: FeedbackTx, city: FeedbackCity): Promise<TriageItem[]> {
  const phrases = phrasesOf(city, tx.now);
  const any = phrases.length === 0 ? null : phrases.map(({ match }) => match).join(' | ');
  const rows = await untriaged(tx, city.rules.bodies.coordinator, any, limits.triageShown);
  const ids = rows.map(({ report_id: id }) => id);
  const asking = new Map<string, Phrase>();
  for (const phrase of phrases)
    for (const id of await askingFor(tx, ids, phrase.match)) asking.set(id, phrase);
  const moves = Map.groupBy(await movesOf(tx, ids), (move) => move.report_id);
  const reports = await deskItems(tx, city, rows);
  const items = rows.map((row, at) => {
    const last = (moves.get(row.report_id) ?? []).findLast(({ action }) => action === 'return');
    const from = last?.body_code ?? null;
    const asked = asking.get(row.report_id) ?? null;
    const facts = {
      returnsAllowed: returnsAllowed(city.rules.deadlines, localDate(row.filed_at)),
      otherProcedure: asked?.because ?? null,
    };
    return {
      report: reports[at]!,
      ...triageReason(row, facts),
      asksFor: asked?.kind ?? null,
      from: from === null ? null : bodyRef(city.bodies, from),
      said: last?.reason ?? null,
    };
  });
  return items.sort((one, other) => triageReasons.indexOf(one.reason) - triageReasons.indexOf(other.reason));
}

async function bouncedItems(tx: FeedbackTx, city: FeedbackCity): Promise<BouncedReport[]> {
  const rows = await bouncedReports(tx, limits.triageShown);
  const moves = Map.groupBy(
    await movesOf(
      tx,
      rows.map(({ report_id: id }) => id),
    ),
    (move) => move.report_id,
  );
  const reports = await deskItems(tx, city, rows);
  return rows.map((row, at) => {
    const allowed = returnsAllowed(city.rules.deadlines, localDate(row.filed_at));
    return {
      report: reports[at]!,
      path: stopsOf(tx, city, row, moves.get(row.report_id) ?? []),
      returned: row.returned_n,
      returnsAllowed: allowed,
      openToDecide: row.returned_n >= allowed,
    };
  });
}

function stopsOf(tx: FeedbackTx, city: FeedbackCity, row: ReportRow, moves: readonly EventRow[]) {
  const stop = ({ body, how, since, until, reason }: Move) => ({
    body: bodyRef(city.bodies, body),
    how,
    since: since.toISOString(),
    until: until?.toISOString() ?? null,
    workingMinutes: Math.max(0, Math.floor(workingMinutesBetween(since, until ?? tx.now, city.calendar))),
    reason,
  });
  return pathOf(moves, row.resolved_at ?? row.closed_at).map(stop);
}
