// The tables of twin as Kysely sees them; migrations/ has the truth.
import type { RunResult } from './runs/result.ts';
import type { RunState } from './runs/states.ts';
import type { Kind, ScenarioInput } from './scenarios/inputs.ts';

export interface Tables {
  'twin.terrain': {
    terrain_id: string;
    name: string;
    source: string;
    schematic: boolean;
    west: number;
    north: number;
    degrees: number;
    columns: number;
    grid_rows: number;
    heights: Buffer;
    sha256: string;
    imported_at: Date;
    imported_by: string;
  };
  'twin.scenario': {
    scenario_id: string;
    title: string;
    kind: Kind;
    input: ScenarioInput;
    made_at: Date;
    made_by: string;
    made_post: string;
  };
  'twin.run': {
    run_id: string;
    title: string;
    kind: Kind;
    input: ScenarioInput;
    seed: number;
    engine: string;
    repeats: string | null;
    asked_at: Date;
    asked_by: string;
    asked_post: string;
    day: string;
    state: RunState;
    percent: number;
    started_at: Date | null;
    ended_at: Date | null;
    input_hash: string | null;
    result_hash: string | null;
    schematic: boolean | null;
    result: RunResult | null;
    problem: string | null;
  };
}
