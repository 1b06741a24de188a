// What other modules and the desk may know of twin: scenarios, runs, their comparison, and what goes out when a run is over.
import { type Static, Type } from 'typebox';
import { UnitRef } from '@city/units';
import { defineEvent } from '@city/kernel/events';
import { limits } from './limits.ts';
import { figureKeys, RunResult } from './runs/result.ts';
import { runStates } from './runs/states.ts';
import { kinds, ScenarioInput } from './scenarios/inputs.ts';

export type { Kind, ScenarioInput } from './scenarios/inputs.ts';
export type { FigureKey, Raster, RunResult } from './runs/result.ts';
export type { RunState } from './runs/states.ts';

const Id = Type.String({ format: 'uuid' });
const Moment = Type.String({ format: 'date-time' });
const Nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);
const Title = Type.String({ minLength: 1, maxLength: limits.titleCharacters });
const Bilingual = Type.Object({ vi: Type.String(), en: Type.String() });
const Seed = Type.Integer({ minimum: 0, maximum: 2_147_483_647 });

export const NewScenario = Type.Object({ title: Title, input: ScenarioInput });
export type NewScenario = Static<typeof NewScenario>;

export const Scenario = Type.Object(
  {
    id: Id,
    title: Type.String(),
    kind: Type.Enum(kinds),
    input: ScenarioInput,
    madeAt: Moment,
    madePost: Type.String(),
  },
  { $id: 'TwinScenario' },
);
export type Scenario = Static<typeof Scenario>;

export const NewRun = Type.Object({
  title: Title,
  input: ScenarioInput,
  seed: Type.Optional(Seed),
});
export type NewRun = Static<typeof NewRun>;

const runFields = {
  id: Id,
  title: Type.String(),
  kind: Type.Enum(kinds),
  state: Type.Enum(runStates),
  percent: Type.Integer({ minimum: 0, maximum: 100 }),
  askedAt: Moment,
  askedPost: Type.String(),
  isMine: Type.Boolean(),
  endedAt: Nullable(Moment),
  problem: Nullable(Bilingual),
};

export const RunSummary = Type.Object(runFields, { $id: 'TwinRunSummary' });
export type RunSummary = Static<typeof RunSummary>;

const runViewFields = {
  ...runFields,
  input: ScenarioInput,
  seed: Seed,
  engine: Type.String(),
  day: Type.String({ format: 'date' }),
  repeats: Nullable(Id),
  /** Whether a repeated run came to the same result, bit for bit. */
  sameAsRepeated: Nullable(Type.Boolean()),
  inputHash: Nullable(Type.String()),
  resultHash: Nullable(Type.String()),
  schematic: Nullable(
    Type.Boolean({ description: 'Something it stands on is drawn or made up, not measured' }),
  ),
  result: Nullable(RunResult),
  units: Type.Array(UnitRef, { description: 'Names of the units that the result speaks of' }),
};

export const RunView = Type.Object(runViewFields, { $id: 'TwinRun' });
export type RunView = Static<typeof RunView>;

export const Comparison = Type.Object(
  {
    one: Type.Object(runViewFields),
    other: Type.Object(runViewFields),
    figures: Type.Array(
      Type.Object({
        key: Type.Enum(figureKeys),
        one: Nullable(Type.Number()),
        other: Nullable(Type.Number()),
        by: Nullable(Type.Number()),
      }),
    ),
    units: Type.Array(
      Type.Object({
        unit: UnitRef,
        people: Type.Object({ one: Type.Integer(), other: Type.Integer() }),
        km2: Type.Object({ one: Type.Number(), other: Type.Number() }),
      }),
    ),
    changed: Type.Array(Type.Object({ what: Type.String(), one: Type.String(), other: Type.String() })),
  },
  { $id: 'TwinComparison' },
);
export type Comparison = Static<typeof Comparison>;

const Choice = Type.Object({ id: Type.String(), name: Bilingual });
export const Catalogue = Type.Object(
  {
    kinds: Type.Array(
      Type.Object({ kind: Type.Enum(kinds), engine: Type.String(), defaults: ScenarioInput }),
    ),
    roads: Type.Array(Choice),
    junctions: Type.Array(Choice),
    pipes: Type.Array(Choice),
    substances: Type.Array(Choice),
    terrains: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        source: Type.String(),
        schematic: Type.Boolean(),
        importedAt: Moment,
      }),
    ),
  },
  { $id: 'TwinCatalogue' },
);
export type Catalogue = Static<typeof Catalogue>;

/** A run is over: done, failed or stopped. */
export const runEnded = defineEvent(
  'twin.run.ended',
  1,
  Type.Object({ runId: Id, kind: Type.Enum(kinds), state: Type.Enum(runStates) }),
);
