// The SQL of conditions, and the event of each change in the same transaction.
import { sql } from 'kysely';
import { newId, type Tx } from '@city/kernel/database';
import { conditionChanged } from '../contract.ts';
import type { Change } from './state.ts';

export interface Subject {
  /** `DEVICE/METRIC`. */
  readonly subject: string;
  readonly unitCode: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
}

export interface Concern extends Subject {
  readonly rule: string;
  readonly severity: number;
}

/** Writes a change and says so; one that changes nothing in the tables is silent. */
export async function changeCondition(tx: Tx, concern: Concern, change: Change): Promise<void> {
  const id = change.state === 'raised' ? await raise(tx, concern, change) : await clear(tx, concern, change);
  if (id === null) return;
  const { lat, lon } = concern;
  tx.emit(conditionChanged, id, {
    conditionId: id,
    definition: concern.rule,
    series: concern.subject,
    unitCode: concern.unitCode,
    point: lat === null || lon === null ? null : { lat, lon },
    severity: concern.severity,
    state: change.state,
    at: new Date(change.at).toISOString(),
    value: change.value,
  });
}

async function raise(
  tx: Tx,
  { rule, subject, severity }: Concern,
  { at, value }: Change,
): Promise<string | null> {
  const made = await sql<{ id: string }>`
    insert into sensing.condition (id, rule_code, subject, severity, value, raised_at, noticed_at)
    values (${newId()}, ${rule}, ${subject}, ${severity}, ${value}, ${new Date(at)}, ${tx.now})
        on conflict (rule_code, subject) where cleared_at is null do nothing
    returning id`.execute(tx.db);
  return made.rows[0]?.id ?? null;
}

async function clear(tx: Tx, { rule, subject }: Concern, { at, value }: Change): Promise<string | null> {
  const done = await sql<{ id: string }>`
    update sensing.condition set cleared_at = ${new Date(at)}, cleared_value = ${value}
     where rule_code = ${rule} and subject = ${subject} and cleared_at is null returning id`.execute(tx.db);
  return done.rows[0]?.id ?? null;
}

/** Rules and subjects that are raised now. */
export async function raisedNow(tx: Tx): Promise<{ rule: string; subject: string }[]> {
  const found = await sql<{ rule: string; subject: string }>`
    select rule_code as rule, subject from sensing.condition where cleared_at is null`.execute(tx.db);
  return found.rows;
}

export interface ConditionRow {
  readonly id: string;
  readonly rule: string;
  readonly subject: string;
  readonly severity: number;
  readonly value: number | null;
  readonly raisedAt: Date;
  readonly clearedAt: Date | null;
}

export async function newestConditions(tx: Tx, most: number): Promise<ConditionRow[]> {
  const found = await sql<ConditionRow>`
    select id, rule_code as rule, subject, severity, value, raised_at as "raisedAt", cleared_at as "clearedAt"
      from sensing.condition order by (cleared_at is null) desc, raised_at desc limit ${most}`.execute(tx.db);
  return found.rows;
}
