// Jobs against a real PostgreSQL: they exist when their transaction commits, run as the module, and are tried again.
import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { system } from '@city/kernel/access';
import { defineModule } from '@city/kernel/module';
import { eventually, testCity } from '@city/kernel/testing';
import { defineJob } from './jobs.ts';

const remind = defineJob('errands.remind', Type.Object({ number: Type.Integer() }));
const sweep = defineJob('errands.sweep', Type.Object({}), { cron: '0 3 * * *' });

test('a job runs after its transaction committed, never after a rollback, and again when it failed', async () => {
  const seen: number[] = [];
  let failures = 0;
  const errands = defineModule<unknown>({
    name: 'errands',
    title: { vi: 'Việc vặt', en: 'Errands' },
    needs: [],
    permissions: {},
    routes: () => [],
    jobs: [
      {
        job: remind,
        run: async (_m, payload: { number: number }) => {
          if (payload.number === 2 && failures++ === 0) throw new Error('not this time');
          seen.push(payload.number);
        },
      },
      { job: sweep, run: async () => {} },
    ],
    retention: [],
  });
  const city = await testCity({ modules: [errands as never], start: { relay: false, work: true } });
  try {
    const { db } = city.module<unknown>('errands');
    const actor = system('test');
    const gone = db.transaction(actor, async (tx) => {
      tx.enqueue(remind, { number: 0 });
      throw new Error('rolled back');
    });
    await expect(gone).rejects.toThrow('rolled back');
    await db.transaction(actor, async (tx) => {
      tx.enqueue(remind, { number: 1 });
      tx.enqueue(remind, { number: 2 });
    });
    await eventually(
      () => seen.includes(1) && failures === 1,
      (done) => done,
    );
    await city.sql(`update graphile_worker._private_jobs set run_at = now() where attempts > 0`);
    await eventually(
      () => seen.length,
      (count) => count === 2,
    );
    expect(seen.sort()).toEqual([1, 2]);
  } finally {
    await city.stop();
  }
});
