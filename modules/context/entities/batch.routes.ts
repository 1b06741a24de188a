// Operations over many entities at once: create, upsert, update, merge, delete, purge (GS CIM 009 §6.14 to §6.17, §6.31, §6.4.3.3).
import type { Tx } from '@city/kernel/database';
import { LIMITS } from '../limits.ts';
import { parseProjection } from '../query/projection.ts';
import { queryOfParams, requireNarrow } from '../query/query.ts';
import { queryEntities } from '../query/query.store.ts';
import type { Tables } from '../tables.ts';
import { type Call, type Endpoint, noContent, type Reply } from '../wire/call.ts';
import { flagOf } from '../wire/params.ts';
import { badData, Problem, problemDetails, type ProblemDetails } from '../wire/problem.ts';
import { hasOption, parsing } from './entities.routes.ts';
import { type Entity, isUri } from './entity.ts';
import { findEntities } from './entity.store.ts';
import { type Fragment, parseEntity, parseFragment } from './parse-entity.ts';
import { append, mergeEntity, replaceEntity, update } from './patch.ts';
import { type Change, writeChanges } from './write.action.ts';

interface Failure {
  readonly entityId: string;
  readonly error: ProblemDetails;
}

/** What each element of the batch says, or why it cannot be. */
interface Parsed<T> {
  readonly good: readonly { readonly id: string; readonly said: T }[];
  readonly failures: Failure[];
}

const failureOf = (entityId: string, problem: Problem): Failure => ({
  entityId,
  error: problemDetails(problem),
});

function itemsOf(body: unknown): readonly unknown[] {
  if (!Array.isArray(body) || body.length === 0) throw badData('The body must be an array that is not empty');
  if (body.some((item) => item === null)) throw badData('The array holds a null');
  if (body.length > LIMITS.batchEntities)
    throw badData(`At most ${LIMITS.batchEntities} entities are taken at once`);
  return body;
}

/** Each element has a context of its own in JSON-LD; one that cannot be read fails alone (§5.6.7). */
async function parseItems<T>(
  call: Call,
  parse: (item: unknown, terms: Call['terms']) => T & { readonly id?: string | undefined },
): Promise<Parsed<T>> {
  const good: { id: string; said: T }[] = [];
  const failures: Failure[] = [];
  for (const item of itemsOf(call.body)) {
    const id = typeof item === 'object' ? String((item as Record<string, unknown>)['id'] ?? '') : '';
    try {
      const said = parse(item, await termsOf(call, item));
      if (said.id === undefined) throw badData('The entity has no id');
      good.push({ id: said.id, said });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      failures.push(failureOf(id, error));
    }
  }
  return { good, failures };
}

async function termsOf(call: Call, item: unknown): Promise<Call['terms']> {
  const context =
    typeof item === 'object' && item !== null ? (item as Record<string, unknown>)['@context'] : undefined;
  if (!call.isLd) {
    if (context !== undefined) throw badData('application/json must not carry an @context');
    return call.terms;
  }
  if (context === undefined) throw badData('application/ld+json must carry an @context');
  return call.broker.contexts.load(context);
}

interface Outcome {
  readonly success: string[];
  readonly created: string[];
  readonly failures: Failure[];
}

const partly = ({ success, failures }: Outcome): Reply => ({
  status: 207,
  body: { success, errors: failures },
});

/** Elements with the same id are carried out one after the other; all else at once. */
async function inRounds<T>(
  call: Call,
  parsed: Parsed<T>,
  carryOut: (tx: Tx<Tables>, round: ReadonlyMap<string, T>, outcome: Outcome) => Promise<void>,
): Promise<Outcome> {
  const outcome: Outcome = { success: [], created: [], failures: [...parsed.failures] };
  let rest = parsed.good;
  while (rest.length > 0) {
    const round = new Map<string, T>();
    const later: (typeof rest)[number][] = [];
    for (const one of rest) round.has(one.id) ? later.push(one) : round.set(one.id, one.said);
    const done = await call.transaction(async (tx) => {
      const part: Outcome = { success: [], created: [], failures: [] };
      await carryOut(tx, round, part);
      return part;
    });
    outcome.success.push(...done.success.filter((id) => !outcome.success.includes(id)));
    outcome.created.push(...done.created);
    outcome.failures.push(...done.failures);
    rest = later;
  }
  return outcome;
}

async function create(call: Call): Promise<Reply> {
  const parsed = await parseItems(call, (item, terms) =>
    parseEntity(item, { ...parsing(call, { patch: false }), terms }),
  );
  const outcome = await inRounds<Entity>(call, parsed, async (tx, round, part) => {
    const refused = await writeChanges(
      tx,
      call.broker,
      call.tenant,
      [...round.values()].map((after) => ({ before: null, after })),
    );
    for (const id of round.keys())
      if (refused.has(id))
        part.failures.push(failureOf(id, new Problem('AlreadyExists', `The entity ${id} exists already`)));
      else part.success.push(id);
  });
  if (outcome.failures.length > 0) return partly(outcome);
  return { status: 201, body: outcome.success };
}

async function upsert(call: Call): Promise<Reply> {
  const isUpdate = hasOption(call, 'update');
  const parsed = await parseItems(call, (item, terms) =>
    parseFragment(item, { ...parsing(call, { patch: false }), terms }),
  );
  const now = call.now.toISOString();
  const outcome = await inRounds<Fragment>(call, parsed, async (tx, round, part) => {
    const there = await findEntities(tx, call.tenant, [...round.keys()], true);
    const changes: Change[] = [];
    for (const [id, said] of round) {
      const before = there.get(id);
      if (before) {
        const after = isUpdate ? append(before, said, now, true).entity : replaceEntity(before, said, now);
        changes.push({ before, after, written: Object.keys(said.attrs) });
        part.success.push(id);
      } else if (said.types === undefined)
        part.failures.push(failureOf(id, badData('The entity has no type')));
      else {
        changes.push({ before: null, after: fresh(id, said, now) });
        part.success.push(id);
        part.created.push(id);
      }
    }
    await writeChanges(tx, call.broker, call.tenant, changes);
  });
  if (outcome.failures.length > 0) return partly(outcome);
  return outcome.created.length > 0 ? { status: 201, body: outcome.created } : noContent;
}

function fresh(id: string, { types = [], scopes, expiresAt, attrs }: Fragment, now: string): Entity {
  return {
    id,
    types,
    scopes: scopes ?? [],
    createdAt: now,
    modifiedAt: now,
    ...(typeof expiresAt === 'string' ? { expiresAt } : {}),
    attrs,
  };
}

/** Update and merge are of what is there; what is not fails. */
function changeAll(how: { readonly merge: boolean }) {
  return async (call: Call): Promise<Reply> => {
    const overwrite = !hasOption(call, 'noOverwrite');
    const parsed = await parseItems(call, (item, terms) =>
      parseFragment(item, { ...parsing(call, { patch: true, merge: how.merge }), terms }),
    );
    const now = call.now.toISOString();
    const outcome = await inRounds<Fragment>(call, parsed, async (tx, round, part) => {
      const there = await findEntities(tx, call.tenant, [...round.keys()], true);
      const changes: Change[] = [];
      for (const [id, said] of round) {
        const before = there.get(id);
        if (!before) {
          part.failures.push(
            failureOf(id, new Problem('ResourceNotFound', `The entity ${id} was not found`)),
          );
          continue;
        }
        const after = how.merge ? mergeEntity(before, said, now) : appended(before, said, now, overwrite);
        changes.push({ before, after, written: Object.keys(said.attrs) });
        part.success.push(id);
      }
      await writeChanges(tx, call.broker, call.tenant, changes);
    });
    return outcome.failures.length > 0 ? partly(outcome) : noContent;
  };
}

/** §5.6.9: what is there is overwritten unless told not to, what is not is appended; the null removes. */
function appended(before: Entity, said: Fragment, now: string, overwrite: boolean): Entity {
  if (!overwrite) return append(before, said, now, false).entity;
  return append(update(before, said, now).entity, without(said, before), now, true).entity;
}

function without(said: Fragment, before: Entity): Fragment {
  return {
    ...said,
    attrs: Object.fromEntries(Object.entries(said.attrs).filter(([name]) => !(name in before.attrs))),
  };
}

async function remove(call: Call): Promise<Reply> {
  const ids = itemsOf(call.body);
  const failures: Failure[] = [];
  const good = [...new Set(ids)].filter((id): id is string => {
    if (isUri(id)) return true;
    failures.push(failureOf(String(id), badData('It is not a URI')));
    return false;
  });
  const outcome: Outcome = { success: [], created: [], failures };
  await call.transaction(async (tx) => {
    const there = await findEntities(tx, call.tenant, good, true);
    for (const id of good)
      if (there.has(id)) outcome.success.push(id);
      else failures.push(failureOf(id, new Problem('ResourceNotFound', `The entity ${id} was not found`)));
    await writeChanges(
      tx,
      call.broker,
      call.tenant,
      [...there.values()].map((before) => ({ before, after: null })),
    );
  });
  return failures.length > 0 ? partly(outcome) : noContent;
}

/** Deletes what a query finds, or only some attributes of it (§5.6.21): `drop` names those to go, `keep` those to stay. */
async function purge(call: Call): Promise<Reply> {
  flagOf(call.query, 'local');
  const [drop, keep] = ['drop', 'keep'].map((name) => {
    const text = call.query.get(name);
    return text === null ? undefined : parseProjection(text, call.terms).names;
  });
  if (drop && keep) throw badData('drop and keep exclude each other');
  const query = queryOfParams(call.query, call.terms);
  const isNamed = query.selectors.some(({ ids, idPattern }) => ids !== undefined || idPattern !== undefined);
  requireNarrow(query, isNamed || query.scopeQ !== undefined, call.query.get('type') === '*');
  const now = call.now.toISOString();
  for (;;) {
    const isDone = await call.transaction(async (tx) => {
      const found = await queryEntities(tx, call.tenant, query, {
        limit: LIMITS.batchEntities,
        offset: 0,
        count: false,
      });
      const locked = await findEntities(
        tx,
        call.tenant,
        found.entities.map(({ id }) => id),
        true,
      );
      const changes = [...locked.values()].map(
        (before): Change => ({ before, after: purged(before, { drop, keep }, now) }),
      );
      await writeChanges(tx, call.broker, call.tenant, changes);
      return !found.hasMore || drop !== undefined || keep !== undefined;
    });
    if (isDone) return noContent;
  }
}

function purged(
  before: Entity,
  { drop, keep }: { drop: ReadonlySet<string> | undefined; keep: ReadonlySet<string> | undefined },
  now: string,
): Entity | null {
  if (!drop && !keep) return null;
  const attrs = Object.fromEntries(
    Object.entries(before.attrs).filter(([name]) => (keep ? keep.has(name) : !drop?.has(name))),
  );
  const isScopeKept = keep ? keep.has('scope') : !drop?.has('scope');
  return { ...before, attrs, scopes: isScopeKept ? before.scopes : [], modifiedAt: now };
}

const shared = { does: 'write', ownContexts: true } as const;
const at = '/entityOperations';

export const batchEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: `${at}/create`,
    params: ['local', 'options', 'format'],
    ...shared,
    does: 'create',
    handle: create,
  },
  {
    method: 'POST',
    path: `${at}/upsert`,
    params: ['local', 'options', 'format'],
    ...shared,
    does: 'create',
    handle: upsert,
  },
  {
    method: 'POST',
    path: `${at}/update`,
    params: ['local', 'options', 'format'],
    ...shared,
    handle: changeAll({ merge: false }),
  },
  {
    method: 'POST',
    path: `${at}/merge`,
    params: ['local', 'options', 'format', 'observedAt', 'lang'],
    ...shared,
    handle: changeAll({ merge: true }),
  },
  { method: 'POST', path: `${at}/delete`, params: ['local'], ...shared, handle: remove },
  {
    method: 'DELETE',
    path: '/entities',
    params: [
      'id',
      'idPattern',
      'type',
      'q',
      'scopeQ',
      'csf',
      'georel',
      'geometry',
      'coordinates',
      'geoproperty',
      'attrs',
      'drop',
      'keep',
      'local',
      'expandValues',
      'datasetId',
    ],
    does: 'write',
    handle: purge,
  },
];
