// Citizens' reports, kept as points and gathered into clusters; a cluster is an alarm until its reports are answered.
import { type Static, Type } from 'typebox';
import { sql } from 'kysely';
import { lockFor } from '@city/kernel/database';
import { defineEvent, type Subscription } from '@city/kernel/events';
import type { OperationsTx } from '../alarms/alarm.store.ts';
import { clearAlarm, raiseAlarm } from '../alarms/raise.action.ts';
import { inForce } from '../definitions/city-files.ts';
import type { ClusterRule } from '../definitions/definitions-data.ts';
import type { OperationsCity } from '../module-city.ts';
import type { OperationsTables } from '../tables.ts';
import { clusterSeverity, near } from './cluster.ts';

const Facts = Type.Object({
  trackingCode: Type.String(),
  service: Type.String(),
  unit: Type.String(),
  state: Type.String(),
  lat: Type.Number(),
  lon: Type.Number(),
  filedAt: Type.String(),
  isPublic: Type.Boolean(),
});
type Facts = Static<typeof Facts>;
/** Heard by name: the centre stands without the module of reports. */
const heard = (step: string) => defineEvent(`feedback.report.${step}`, 1, Facts);
export const reportFiled = heard('filed');
const opening = [reportFiled, heard('reopened')];
const closing = ['resolved', 'closed', 'rejected', 'withdrawn', 'merged', 'transferred', 'hidden'].map(heard);

const source = 'reports';

export function hearReports(city: OperationsCity): Subscription<OperationsTables> {
  const opens = new Set(opening.map(({ name }) => name));
  return {
    name: 'citizens-reports',
    events: [...opening, ...closing],
    handle: async (tx, event) => {
      const facts = event.data as Facts;
      const rules = city.files.rules.clusters.filter(
        (rule) => inForce(rule, tx.now) && rule.services.includes(facts.service),
      );
      if (rules.length === 0) return;
      if (opens.has(event.type) && facts.isPublic) {
        await keep(tx, facts);
        // What was filed long ago and is heard only now is no cluster of this hour.
        const age = tx.now.getTime() - Date.parse(facts.filedAt);
        for (const rule of rules) if (age <= rule.minutes * 60_000) await gather(tx, city, rule, facts);
      } else if (!opens.has(event.type)) await settle(tx, city, facts.trackingCode);
    },
  };
}

async function keep(tx: OperationsTx, facts: Facts): Promise<void> {
  await sql`
    insert into operations.report (tracking_code, service, lat, lon, ward, filed_at, is_open, changed_at)
    values (${facts.trackingCode}, ${facts.service}, ${facts.lat}, ${facts.lon}, ${facts.unit}, ${new Date(facts.filedAt)}, true, ${tx.now})
    on conflict (tracking_code) do update set is_open = true, changed_at = excluded.changed_at`.execute(
    tx.db,
  );
}

interface Kept {
  readonly code: string;
  readonly lat: number;
  readonly lon: number;
  readonly alarm_id: string | null;
}

/** Joins the cluster nearby or begins one, once there are enough. */
async function gather(
  tx: OperationsTx,
  city: OperationsCity,
  rule: ClusterRule,
  facts: Facts,
): Promise<void> {
  await lockFor(tx, `operations.cluster ${rule.id}`);
  const since = new Date(new Date(facts.filedAt).getTime() - rule.minutes * 60_000);
  const found = await sql<Kept>`
    select r.tracking_code as code, r.lat, r.lon, r.alarm_id from operations.report r
     where r.is_open and r.service = any (${rule.services}::text[])
       and (r.filed_at >= ${since} or exists (select 1 from operations.alarm a where a.alarm_id = r.alarm_id and a.is_active))
     order by r.filed_at`.execute(tx.db);
  const centre = { code: facts.trackingCode, lat: facts.lat, lon: facts.lon };
  const around = near(centre, found.rows, rule.metres);
  const known = around.find(({ alarm_id }) => alarm_id !== null)?.alarm_id ?? null;
  if (known === null && around.length < rule.reports) return;
  const condition = known === null ? `${rule.id}:${facts.trackingCode}` : await conditionOf(tx, known);
  const joined = around.filter(({ alarm_id }) => alarm_id === null).map(({ code }) => code);
  const size = known === null ? joined.length : joined.length + (await countOpen(tx, known));
  const alarm = await raiseAlarm(tx, city, {
    source,
    condition,
    definition: rule.alarm,
    severity: clusterSeverity(size, rule),
    value: size,
    point: known === null ? middleOf(around) : await pointOf(tx, known),
  });
  await sql`update operations.report set alarm_id = ${alarm.alarm_id}, changed_at = ${tx.now}
             where tracking_code = any (${joined}::text[])`.execute(tx.db);
}

const middleOf = (points: readonly Kept[]) => ({
  lat: points.reduce((sum, { lat }) => sum + lat, 0) / points.length,
  lon: points.reduce((sum, { lon }) => sum + lon, 0) / points.length,
});

async function conditionOf(tx: OperationsTx, alarmId: string): Promise<string> {
  const found = await sql<{ condition: string }>`
    select condition from operations.alarm where alarm_id = ${alarmId}`.execute(tx.db);
  return found.rows[0]?.condition ?? alarmId;
}

async function pointOf(tx: OperationsTx, alarmId: string) {
  const found = await sql<{ lat: number; lon: number }>`
    select lat, lon from operations.alarm where alarm_id = ${alarmId} and lat is not null`.execute(tx.db);
  return found.rows[0] ?? null;
}

async function countOpen(tx: OperationsTx, alarmId: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from operations.report where alarm_id = ${alarmId} and is_open`.execute(tx.db);
  return found.rows[0]?.n ?? 0;
}

/** A report that is answered leaves its cluster; with the last one the condition is gone. */
async function settle(tx: OperationsTx, city: OperationsCity, code: string): Promise<void> {
  const closed = await sql<{ alarm_id: string | null }>`
    update operations.report set is_open = false, changed_at = ${tx.now}
     where tracking_code = ${code} and is_open returning alarm_id`.execute(tx.db);
  const alarmId = closed.rows[0]?.alarm_id ?? null;
  if (alarmId === null || (await countOpen(tx, alarmId)) > 0) return;
  await clearAlarm(tx, city, { source, condition: await conditionOf(tx, alarmId) });
}

/** The cluster of a closed incident: its reports belong to no open alarm any more. Answers their codes. */
export async function settleCluster(
  tx: OperationsTx,
  city: OperationsCity,
  alarmId: string,
): Promise<string[]> {
  const found = await sql<{ tracking_code: string }>`
    update operations.report set is_open = false, changed_at = ${tx.now}
     where alarm_id = ${alarmId} and is_open returning tracking_code`.execute(tx.db);
  if (found.rows.length > 0)
    await clearAlarm(tx, city, { source, condition: await conditionOf(tx, alarmId) });
  return found.rows.map(({ tracking_code: tracking }) => tracking).sort();
}
