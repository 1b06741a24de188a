// The SQL of retained messages.
import { sql } from 'kysely';
import { system } from '@city/kernel/access';
import type { ModuleDatabase } from '@city/kernel/database';
import type { RetainedStore } from './broker.ts';

const actor = system('sensing.mqtt');

export function retainedStore(db: ModuleDatabase<unknown>): RetainedStore {
  return {
    load: () =>
      db.transaction(
        actor,
        async (tx) => {
          const found = await sql<{ topic: string; payload: Buffer; qos: 0 | 1 | 2 }>`
            select topic, payload, qos from sensing.retained`.execute(tx.db);
          return found.rows.map((row) => ({ ...row, retain: true, from: null, expiresAt: null }));
        },
        { readOnly: true },
      ),
    save: ({ topic, payload, qos }) =>
      db.transaction(actor, async (tx) => {
        await sql`
          insert into sensing.retained (topic, payload, qos, at) values (${topic}, ${payload}, ${qos}, ${tx.now})
              on conflict (topic) do update set payload = excluded.payload, qos = excluded.qos, at = excluded.at`.execute(
          tx.db,
        );
      }),
    remove: (topic) =>
      db.transaction(actor, async (tx) => {
        await sql`delete from sensing.retained where topic = ${topic}`.execute(tx.db);
      }),
  };
}
