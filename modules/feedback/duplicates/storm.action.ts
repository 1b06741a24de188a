// One stretch of a storm: the reports not looked at yet, each merged with the most alike earlier one, in one transaction.
import { distanceMetres } from '@city/kernel/geo';
import { eventOf, factsOf } from '../events.ts';
import type { FeedbackTx } from '../cases/report.store.ts';
import { stepDecision } from '../cases/step.ts';
import type { EventRow, ReportRow } from '../cases/tables.ts';
import type { FeedbackCity } from '../module-city.ts';
import { candidatesNear } from './candidates.store.ts';
import { reachOf, thresholdsOf } from './duplicate-data.ts';
import { comparedRow, soughtOf } from './find-duplicates.ts';
import { type Compared, likeness } from './likeness.ts';
import { writeMerges } from './merge.store.ts';
import { moveOn, type StormRow, unlooked } from './storm.store.ts';

/** Reports of one stretch: one short transaction. */
const batch = 250;
/** Nearest masters looked at for one report. */
const mostLookedAt = 30;
/** A filing that began earlier may commit this much later; younger ones wait for the next look. */
const settleMs = 3_000;

/** @returns how many reports were looked at; fewer than a whole stretch when there are no more. */
export async function weatherStorm(
  tx: FeedbackTx,
  city: FeedbackCity,
  storm: StormRow,
): Promise<{ looked: number; isWhole: boolean }> {
  const services = city.rules.catalogue.inGroup(storm.group_code);
  const until = new Date(tx.now.getTime() - settleMs);
  const rows = await unlooked(tx, storm, services, { until, limit: batch });
  const last = rows.at(-1);
  if (!last) return { looked: 0, isWhole: false };
  const pairs = await pairsOf(tx, city, rows);
  await writeMerges(
    tx,
    pairs.map(({ report, master }) => ({
      report_id: report.report_id,
      master_id: master.report_id,
      version: report.version + 1,
    })),
    pairs.map((pair) => eventFor(tx, pair)),
  );
  for (const pair of pairs) say(tx, pair);
  await moveOn(tx, storm, { last, looked: rows.length, merged: pairs.length });
  return { looked: rows.length, isWhole: rows.length === batch };
}

interface Pair {
  readonly report: ReportRow;
  readonly master: ReportRow;
  readonly score: number;
}

/** Each report with the earlier one that it is most like, where it is alike enough; masters are never followers. */
async function pairsOf(tx: FeedbackTx, city: FeedbackCity, rows: readonly ReportRow[]): Promise<Pair[]> {
  const { duplicates } = city.rules;
  const sought = rows.map((row) =>
    soughtOf(city, {
      key: row.report_id,
      lat: row.lat,
      lon: row.lon,
      service: row.service,
      filedAt: row.filed_at,
    }),
  );
  const found = Map.groupBy(await candidatesNear(tx, sought, mostLookedAt), ({ sought_key: key }) => key);
  const own = new Set(rows.map(({ report_id: id }) => id));
  const memory = new Map<string, Compared>();
  const asCompared = (row: ReportRow): Compared => {
    const known = memory.get(row.report_id) ?? comparedRow(row, []);
    memory.set(row.report_id, known);
    return known;
  };
  const masters: ReportRow[] = [];
  const pairs: Pair[] = [];
  for (const report of rows) {
    const { metres } = reachOf(duplicates, report.service, report.filed_at);
    const near = masters.filter((master) => distanceMetres(master, report) <= metres);
    const earlier = (found.get(report.report_id) ?? []).filter(
      ({ report_id: id, filed_at: at }) => !own.has(id) && at <= report.filed_at,
    );
    let best: Pair | null = null;
    for (const master of [...near, ...earlier]) {
      const score = likeness(asCompared(report), asCompared(master), metres);
      if (!best || score > best.score) best = { report, master, score };
    }
    const isAlike = best !== null && best.score >= thresholdsOf(duplicates, report.filed_at).storm;
    if (isAlike && best && stepDecision(city, report, 'merge', ['clock'], tx.now).allowed) pairs.push(best);
    else if (report.master_id === null) masters.push(report);
  }
  return pairs;
}

const reason = 'Nhiều người cùng báo một việc';

function eventFor(tx: FeedbackTx, { report, master, score }: Pair): EventRow {
  return {
    report_id: report.report_id,
    seq: report.version + 1,
    at: tx.now,
    actor_kind: 'system',
    body_code: null,
    action: 'merge',
    from_state: report.state,
    to_state: 'merged',
    to_body: null,
    words: null,
    reason,
    due_at: report.due_at,
    detail: { master: master.tracking_code, score: Math.round(score * 100) / 100 },
  };
}

function say(tx: FeedbackTx, { report, master, score }: Pair): void {
  tx.trail({
    action: 'report.merge',
    object: { type: 'report', id: report.report_id },
    detail: { trackingCode: report.tracking_code, master: master.tracking_code, score },
  });
  const after: ReportRow = { ...report, state: 'merged', version: report.version + 1 };
  tx.emit(eventOf('merge'), report.report_id, factsOf(after, tx.now));
}
