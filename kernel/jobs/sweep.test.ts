// Sweeps look again by themselves, sooner when something falls due sooner, survive failures, and stop when told.
import pino from 'pino';
import { expect, test } from 'vitest';
import { eventually } from '@city/kernel/testing';
import { createSweeper } from './sweep.ts';

const log = pino({ enabled: false });

test('looks again at the moment at which the next work falls due, not only at the end of its period', async () => {
  const looks: number[] = [];
  const sweeper = createSweeper({
    sweeps: [
      {
        name: 'test.due',
        everyMilliseconds: 3_600_000,
        run: async () => {
          looks.push(Date.now());
          return new Date(Date.now() + 5);
        },
      },
    ],
    now: () => new Date(),
    log,
  });
  sweeper.start();
  await eventually(
    () => looks.length,
    (count) => count >= 3,
  );
  await sweeper.stop();
});

test('goes on after a failure, and does not look any more once it is stopped', async () => {
  let looks = 0;
  const sweeper = createSweeper({
    sweeps: [
      {
        name: 'test.fails',
        everyMilliseconds: 5,
        run: async () => {
          looks += 1;
          if (looks === 1) throw new Error('database away');
          return null;
        },
      },
    ],
    now: () => new Date(),
    log,
  });
  sweeper.start();
  await eventually(
    () => looks,
    (count) => count >= 3,
  );
  await sweeper.stop();
  const after = looks;
  await eventually(
    () => Promise.resolve(),
    () => true,
  );
  expect(looks).toBe(after);
});
