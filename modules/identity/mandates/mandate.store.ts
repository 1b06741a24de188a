// The SQL of mandates: given, found with what they were passed on from, changed along their states, due.
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';
import type { Basis, Kind, Mandate, MandateStatus } from './mandate.ts';

/** A mandate with what its pages tell besides. */
export interface MandateRecord extends Mandate {
  readonly evidence: string;
  readonly body: string | null;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly needsSecond: boolean;
  readonly secondPerson: string | null;
  readonly acceptedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  readonly endedWhy: string | null;
}

/** One link of a chain as JSON: times as text. */
interface Link {
  readonly id: string;
  readonly kind: Kind;
  readonly basis: Basis | null;
  readonly principal: Mandate['principal'];
  readonly agent: Mandate['agent'];
  readonly powers: readonly string[];
  readonly from: string;
  readonly until: string | null;
  readonly status: MandateStatus;
  readonly depth: number;
  readonly evidence: string;
  readonly body: string | null;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly needsSecond: boolean;
  readonly secondPerson: string | null;
  readonly acceptedAt: string | null;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly endedWhy: string | null;
}

/** A mandate and those it was passed on from, the nearest first, as one JSON value for a select; null where there is none. */
export function chainOf(mandateId: RawBuilder<unknown>): RawBuilder<readonly Link[] | null> {
  return sql`(
    with recursive chain as (
      select m.*, 0 as level from identity.mandate m where m.id = ${mandateId}
      union all
      select p.*, c.level + 1 from chain c join identity.mandate p on p.id = c.parent_id where c.level < 4)
    select json_agg(json_build_object(
             'id', c.id, 'kind', c.kind, 'basis', c.basis,
             'principal', json_build_object('kind', c.principal_kind, 'id', c.principal_id, 'name', c.principal_name,
               'birthDate', c.principal_birth_date::text,
               'isWorking', c.principal_kind = 'person' or coalesce(o.status = 'working', false)),
             'agent', json_build_object('id', c.agent_id, 'name', c.agent_name),
             'powers', c.powers, 'from', c.valid_from, 'until', c.valid_until, 'status', c.status, 'depth', c.depth,
             'evidence', c.evidence, 'body', c.body, 'madeBy', c.made_by, 'madeAt', c.made_at, 'needsSecond', c.needs_second,
             'secondPerson', c.second_person, 'acceptedAt', c.accepted_at, 'endedAt', c.ended_at, 'endedBy', c.ended_by,
             'endedWhy', c.ended_why) order by c.level)
      from chain c left join identity.organisation o on o.id = c.principal_id and c.principal_kind = 'organisation')`;
}

/** A chain as nested mandates; null where there is none. */
export function fromChain(links: readonly Link[] | null): MandateRecord | null {
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  return (links ?? []).reduceRight<MandateRecord | null>(
    (parent, link) => ({
      ...link,
      parent,
      from: new Date(link.from),
      until: instant(link.until),
      madeAt: new Date(link.madeAt),
      acceptedAt: instant(link.acceptedAt),
      endedAt: instant(link.endedAt),
    }),
    null,
  );
}

export async function readMandate(tx: Tx<Tables>, id: string): Promise<MandateRecord | null> {
  const found = await sql<{ chain: readonly Link[] | null }>`
    select ${chainOf(sql`${id}::uuid`)} as chain`.execute(tx.db);
  return fromChain(found.rows[0]?.chain ?? null);
}

/** Takes the row, so that two steps are taken one after the other. @returns null when it is not to be seen */
export async function lockMandate(tx: Tx<Tables>, id: string): Promise<MandateRecord | null> {
  await sql`select 1 from identity.mandate where id = ${id} for update`.execute(tx.db);
  return readMandate(tx, id);
}

async function listed(tx: Tx<Tables>, where: RawBuilder<unknown>): Promise<readonly MandateRecord[]> {
  const found = await sql<{ chain: readonly Link[] | null }>`
    select ${chainOf(sql`w.id`)} as chain
      from (select m.id, m.made_at from identity.mandate m where ${where} order by m.made_at desc limit 200) w
     order by w.made_at desc`.execute(tx.db);
  return found.rows.flatMap(({ chain }) => fromChain(chain) ?? []);
}

/** Mandates by which somebody may act, or is asked to, the newest first. */
export const mandatesOfAgent = (tx: Tx<Tables>, agentId: string) => listed(tx, sql`m.agent_id = ${agentId}`);

/** Mandates over a person or an organisation, the newest first. */
export const mandatesOverPrincipal = (tx: Tx<Tables>, principalId: string) =>
  listed(tx, sql`m.principal_id = ${principalId}`);

/** Mandates that somebody passed on from what they hold. */
export const mandatesPassedOn = (tx: Tx<Tables>, by: string) =>
  listed(tx, sql`m.made_by = ${by} and m.parent_id is not null`);

/** Guardianships that an office recorded, the newest first. */
export const guardianshipsOf = (tx: Tx<Tables>, body: string) =>
  listed(tx, sql`m.kind = 'guardian' and m.body = ${body}`);

export interface NewMandate
  extends Omit<Mandate, 'parent' | 'principal'>,
    Pick<MandateRecord, 'evidence' | 'body' | 'needsSecond'> {
  readonly principal: Omit<Mandate['principal'], 'isWorking'>;
  readonly parentId: string | null;
  readonly madeBy: string;
  readonly nextAt: Date | null;
}

/** Writes a new mandate. @throws a unique violation when one of the kind lives between the two already */
export async function insertMandate(tx: Tx<Tables>, one: NewMandate): Promise<void> {
  await tx.db
    .insertInto('identity.mandate')
    .values({
      id: one.id,
      kind: one.kind,
      basis: one.basis,
      principal_kind: one.principal.kind,
      principal_id: one.principal.id,
      principal_name: one.principal.name,
      principal_birth_date: one.principal.birthDate,
      agent_id: one.agent.id,
      agent_name: one.agent.name,
      powers: one.powers,
      valid_from: one.from,
      valid_until: one.until,
      status: one.status,
      depth: one.depth,
      parent_id: one.parentId,
      evidence: one.evidence,
      body: one.body,
      made_by: one.madeBy,
      made_at: tx.now,
      needs_second: one.needsSecond,
      second_person: null,
      accepted_at: one.status === 'active' ? tx.now : null,
      ended_at: null,
      ended_by: null,
      ended_why: null,
      next_at: one.nextAt,
    })
    .execute();
}

export interface MandateChange {
  readonly status: MandateStatus;
  readonly agentName?: string;
  readonly powers?: readonly string[];
  readonly until?: Date | null;
  readonly secondPerson?: string;
  readonly nextAt?: Date | null;
  readonly why?: string | null;
}

/** Changes a mandate that lives; an ended one never changes. @returns false when there is none, or it is not theirs */
export async function changeMandate(tx: Tx<Tables>, id: string, change: MandateChange): Promise<boolean> {
  const isOver = !['offered', 'unconfirmed', 'active'].includes(change.status);
  const answer = await tx.db
    .updateTable('identity.mandate')
    .set({
      status: change.status,
      ...(change.agentName === undefined ? {} : { agent_name: change.agentName }),
      ...(change.powers === undefined ? {} : { powers: change.powers }),
      ...(change.until === undefined ? {} : { valid_until: change.until }),
      ...(change.secondPerson === undefined ? {} : { second_person: change.secondPerson }),
      ...(change.nextAt === undefined ? {} : { next_at: change.nextAt }),
      ...(change.status === 'active' ? { accepted_at: sql<Date>`coalesce(accepted_at, ${tx.now})` } : {}),
      ...(isOver ? { ended_at: tx.now, ended_by: tx.actor.id ?? 'city', ended_why: change.why ?? null } : {}),
    })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return answer.numUpdatedRows === 1n;
}
