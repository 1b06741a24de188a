// The queue of a group commit: what arrived while one group was being written is taken together as the next.

export type Outcome<R> =
  | { readonly ok: true; readonly result: R }
  | { readonly ok: false; readonly error: unknown };

export interface GroupQueueOptions<I, R> {
  /** Most items of one group. */
  readonly most: number;
  /** Groups being written at once. */
  readonly lanes: number;
  /** Writes a group and says of each item, in the order given, what became of it. Throwing fails all of them. */
  readonly write: (items: readonly I[]) => Promise<readonly Outcome<R>[]>;
}

interface Waiting<I, R> {
  readonly item: I;
  readonly settle: (outcome: Outcome<R>) => void;
}

/**
 * Makes the door to a queue: it answers each caller once, with what became of its own item. Items are taken in the order
 * in which they came. Nothing waits for company: with a lane free a group begins in the same turn of the event loop.
 */
export function groupQueue<I, R>(options: GroupQueueOptions<I, R>): (item: I) => Promise<R> {
  const { most, lanes, write } = options;
  const waiting: Waiting<I, R>[] = [];
  let writing = 0;
  let isCalled = false;

  const fill = (): void => {
    isCalled = false;
    while (writing < lanes && waiting.length > 0) {
      writing++;
      void writeOut(waiting.splice(0, most));
    }
  };

  // After the input that has arrived already was read, so that what came together goes together.
  const call = (): void => {
    if (isCalled) return;
    isCalled = true;
    setImmediate(fill);
  };

  const writeOut = async (group: readonly Waiting<I, R>[]): Promise<void> => {
    const outcomes = await outcomesOf(
      write,
      group.map(({ item }) => item),
    );
    writing--;
    if (waiting.length > 0) call();
    group.forEach(({ settle }, at) => settle(outcomes[at] as Outcome<R>));
  };

  return (item) =>
    new Promise<R>((resolve, reject) => {
      const settle = (outcome: Outcome<R>) => (outcome.ok ? resolve(outcome.result) : reject(outcome.error));
      waiting.push({ item, settle });
      if (writing < lanes) call();
    });
}

async function outcomesOf<I, R>(
  write: GroupQueueOptions<I, R>['write'],
  items: readonly I[],
): Promise<readonly Outcome<R>[]> {
  try {
    const outcomes = await write(items);
    if (outcomes.length === items.length) return outcomes;
    throw new Error(`A group of ${items.length} was answered with ${outcomes.length} outcomes`);
  } catch (error) {
    return items.map(() => ({ ok: false, error }));
  }
}
