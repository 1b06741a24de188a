// Keeps a scenario under a name, so that others can start from it.
import { newId, type Tx } from '@city/kernel/database';
import type { NewScenario } from '../contract.ts';
import type { Tables } from '../tables.ts';
import type { TwinCity } from '../twin-city.ts';
import { checkChoices } from './check-choices.ts';
import { insertScenario, type ScenarioRow } from './scenario.store.ts';
import { titleOf } from './title.ts';

/** @throws AppError `twin_title_empty`, `twin_choice_unknown`, `twin_place_outside`, `twin_grid_large` */
export async function keepScenario(tx: Tx<Tables>, city: TwinCity, given: NewScenario): Promise<ScenarioRow> {
  checkChoices(city, given.input);
  const row: ScenarioRow = {
    scenario_id: newId(tx.now),
    title: titleOf(given.title),
    kind: given.input.kind,
    input: given.input,
    made_at: tx.now,
    made_by: tx.actor.id ?? '',
    made_post: tx.actor.post?.title ?? '',
  };
  await insertScenario(tx, row);
  const { scenario_id: id, kind, title } = row;
  tx.trail({ action: 'twin.scenario.keep', object: { type: 'twin-scenario', id }, detail: { kind, title } });
  return row;
}
