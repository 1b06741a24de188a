// The queue of a group commit: everyone answered once with their own outcome, in order, in groups within their bound.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupQueue, type Outcome } from './group-queue.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** What becomes of an item: written, refused alone, or the whole group's writing throws. */
const fates = fc.record({
  fate: fc.constantFrom('good', 'good', 'good', 'bad', 'throws'),
  turnsBefore: fc.nat(3),
  turnsOfWriting: fc.nat(4),
});

test('every caller is answered exactly once with the outcome of its own item, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fates, { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 3 }),
      async (items, most, lanes) => {
        const written: number[] = [];
        let atOnce = 0;
        let mostAtOnce = 0;
        const threw = new Set<number>();
        const enter = groupQueue<number, string>({
          most,
          lanes,
          write: async (group) => {
            expect(group.length).toBeLessThanOrEqual(most);
            mostAtOnce = Math.max(mostAtOnce, ++atOnce);
            written.push(...group);
            for (let wait = items[group[0]!]!.turnsOfWriting; wait > 0; wait--) await turn();
            atOnce--;
            if (group.some((at) => items[at]!.fate === 'throws')) {
              for (const at of group) threw.add(at);
              throw new Error('the group fell');
            }
            return group.map(
              (at): Outcome<string> =>
                items[at]!.fate === 'bad'
                  ? { ok: false, error: new Error(`bad ${at}`) }
                  : { ok: true, result: `good ${at}` },
            );
          },
        });
        const answers = new Map<number, string[]>();
        const calls: Promise<void>[] = [];
        for (const [at, { turnsBefore }] of items.entries()) {
          for (let wait = turnsBefore; wait > 0; wait--) await turn();
          const note = (text: string) => void answers.set(at, [...(answers.get(at) ?? []), text]);
          calls.push(enter(at).then(note, (error: Error) => note(error.message)));
        }
        await Promise.all(calls);
        for (const [at, { fate }] of items.entries())
          expect(answers.get(at)).toEqual([threw.has(at) ? 'the group fell' : `${fate} ${at}`]);
        expect(written).toEqual(items.map((_, at) => at));
        expect(mostAtOnce).toBeLessThanOrEqual(lanes);
      },
    ),
    { numRuns: 200 },
  );
});

test('what arrives while a group is being written goes together as the next', async () => {
  const groups: number[][] = [];
  let open: () => void = () => {};
  const enter = groupQueue<number, number>({
    most: 10,
    lanes: 1,
    write: async (group) => {
      groups.push([...group]);
      if (groups.length === 1) await new Promise<void>((resolve) => (open = resolve));
      return group.map((result) => ({ ok: true, result }));
    },
  });
  const first = enter(1);
  await turn();
  const others = [2, 3, 4].map(enter);
  await turn();
  open();
  expect(await Promise.all([first, ...others])).toEqual([1, 2, 3, 4]);
  expect(groups).toEqual([[1], [2, 3, 4]]);
});

test('too few outcomes are nobody’s success', async () => {
  const enter = groupQueue<number, number>({ most: 10, lanes: 1, write: async () => [] });
  await expect(Promise.allSettled([enter(1), enter(2)])).resolves.toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ]);
});
