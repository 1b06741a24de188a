// Group commit: small actions of one kind that arrive together are written in one transaction, each answered after its commit.
import type { Transaction } from 'kysely';
import { type Actor, anonymous } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { AlreadyDone, nameOf } from './flush.ts';
import { groupQueue, type Outcome } from './group-queue.ts';
import { attempts, type TransactionHost, type Tx } from './transaction.ts';
import { type Idempotency, makeVoice, type Speaker, type Voice } from './voice.ts';

/**
 * Groups of one kind written at once. One: what comes meanwhile makes the next group larger, and a statement's fixed cost
 * (1.1 ms for a report) is shared by more (measured in docs/decisions/0004-group-commit.md).
 */
const lanes = 1;

/** One action of a group: what was asked, and its own voice for trail, events and jobs. */
export interface Member<I> extends Speaker {
  readonly input: I;
}

/** What store functions take within a group; it has no voice, since each member has its own. */
export type GroupTx<DB> = Tx<DB>;

export interface GroupDefinition<DB, I, R> {
  /** Most members of one transaction; bounds how long it holds back the readers of events. */
  readonly most: number;
  /**
   * Writes all members, and answers their results in the same order. It runs with nobody's rights (row policies see an
   * anonymous caller), so a member can never read through the rights of its neighbour: what needs the actor's own
   * rights is no matter for a group. When it throws, the group is halved until the one at fault fails alone.
   */
  readonly write: (tx: GroupTx<DB>, members: readonly Member<I>[]) => Promise<readonly R[]>;
}

export interface JoinOptions<R, T> {
  readonly idempotency?: Idempotency | undefined;
  /** Turns the member's result into what the caller gets, and what is kept under its key. */
  readonly answer: (result: R) => T;
}

export interface Group<I, R> {
  /** Writes one more; resolves once it is durable, rejects when it is not written. */
  join<T>(actor: Actor, input: I, options: JoinOptions<R, T>): Promise<T>;
}

interface Joined<I, R> {
  readonly actor: Actor;
  readonly input: I;
  readonly now: Date;
  readonly idempotency: Idempotency | undefined;
  readonly answer: (result: R) => unknown;
}

export function openGroup<DB, I, R>(
  host: TransactionHost,
  module: string,
  definition: GroupDefinition<DB, I, R>,
): Group<I, R> {
  const enter = groupQueue<Joined<I, R>, unknown>({
    most: definition.most,
    lanes,
    write: (joined) => writeGroup((some) => together(host, module, definition, some), joined),
  });
  return {
    join: <T>(actor: Actor, input: I, { idempotency, answer }: JoinOptions<R, T>) =>
      enter({ actor, input, now: host.now(), idempotency, answer }) as Promise<T>,
  };
}

type WriteTogether<I, R> = (joined: readonly Joined<I, R>[]) => Promise<readonly unknown[]>;

/** Every member's own outcome, whatever its neighbours are. */
async function writeGroup<I, R>(
  write: WriteTogether<I, R>,
  joined: readonly Joined<I, R>[],
): Promise<readonly Outcome<unknown>[]> {
  const { first, again } = withoutRepeats(joined);
  const outcomes = await eachOutcome(write, first);
  // A key that stands twice in one group: the second comes when the first has been decided, as it would have alone.
  if (again.length > 0)
    for (const [one, outcome] of await writeAgain(write, again)) outcomes.set(one, outcome);
  return joined.map((one) => outcomes.get(one) as Outcome<unknown>);
}

async function writeAgain<I, R>(
  write: WriteTogether<I, R>,
  joined: readonly Joined<I, R>[],
): Promise<ReadonlyMap<Joined<I, R>, Outcome<unknown>>> {
  const outcomes = await writeGroup(write, joined);
  return new Map(joined.map((one, at) => [one, outcomes[at] as Outcome<unknown>]));
}

function withoutRepeats<I, R>(joined: readonly Joined<I, R>[]) {
  const seen = new Set<string>();
  const first: Joined<I, R>[] = [];
  const again: Joined<I, R>[] = [];
  for (const one of joined) {
    const name = one.idempotency ? nameOf(one.idempotency) : null;
    if (name !== null && seen.has(name)) again.push(one);
    else first.push(one);
    if (name !== null) seen.add(name);
  }
  return { first, again };
}

/** Together; without those whose key was used before; in halves, when one of them cannot be written. */
async function eachOutcome<I, R>(
  write: WriteTogether<I, R>,
  joined: readonly Joined<I, R>[],
): Promise<Map<Joined<I, R>, Outcome<unknown>>> {
  if (joined.length === 0) return new Map();
  try {
    const results = await write(joined);
    return new Map(joined.map((one, at) => [one, { ok: true, result: results[at] }]));
  } catch (error) {
    if (error instanceof AlreadyDone) {
      const isUsed = ({ idempotency }: Joined<I, R>) => error.concerns(idempotency);
      const rest = await eachOutcome(
        write,
        joined.filter((one) => !isUsed(one)),
      );
      return new Map(joined.map((one) => [one, rest.get(one) ?? { ok: false, error }]));
    }
    const isAway = error instanceof AppError && error.code === 'database_unavailable';
    if (isAway || joined.length === 1) return new Map(joined.map((one) => [one, { ok: false, error }]));
    const middle = joined.length >> 1;
    const before = await eachOutcome(write, joined.slice(0, middle));
    return new Map([...before, ...(await eachOutcome(write, joined.slice(middle)))]);
  }
}

/** One transaction of some members; all or none. */
function together<DB, I, R>(
  host: TransactionHost,
  module: string,
  definition: GroupDefinition<DB, I, R>,
  joined: readonly Joined<I, R>[],
): Promise<readonly unknown[]> {
  return attempts(host, module, { actor: anonymous, readOnly: false }, async (db, voices) => {
    const own = joined.map(({ actor, now, idempotency }) => makeVoice(actor, now, idempotency));
    voices.push(...own);
    const members = joined.map(({ input }, at) => ({ ...(own[at] as Voice).speaker, input }));
    const results = await definition.write(voiceless(db, host), members);
    if (results.length !== joined.length)
      throw new Error(`A group of ${joined.length} was written with ${results.length} results`);
    return joined.map(({ answer }, at) => ((own[at] as Voice).result = answer(results[at] as R)));
  });
}

function voiceless<DB>(db: Transaction<unknown>, host: TransactionHost): GroupTx<DB> {
  const refuse = () => {
    throw new Error('Speak as a member of the group: the group itself is nobody');
  };
  const silent = { trail: refuse, emit: refuse, enqueue: refuse, afterCommit: refuse };
  return { ...silent, actor: anonymous, now: host.now(), seals: host.seals, db } as unknown as GroupTx<DB>;
}
