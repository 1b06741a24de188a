// The SQL of scenarios; every function takes the transaction of an action.
import { sql } from 'kysely';
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';

export type ScenarioRow = Tables['twin.scenario'];

export async function insertScenario(tx: Tx<Tables>, { input, ...row }: ScenarioRow): Promise<void> {
  await tx.db
    .insertInto('twin.scenario')
    .values({ ...row, input: sql`${JSON.stringify(input)}::jsonb` as never })
    .execute();
}

export async function newestScenarios(tx: Tx<Tables>, most: number): Promise<ScenarioRow[]> {
  return tx.db
    .selectFrom('twin.scenario')
    .selectAll()
    .orderBy('made_at', 'desc')
    .orderBy('scenario_id', 'desc')
    .limit(most)
    .execute();
}
