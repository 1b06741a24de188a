// Shapes that the plan's interface gives and takes; the only file other modules and screens import.
import { type Static, Type } from 'typebox';
import { IndexDefinition, Words } from './index/definition.ts';
import { limits } from './limits.ts';

export const Version = Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 20 });
export const Period = Type.String({ pattern: '^20\\d{2}$', maxLength: 4 });
const UnitCode = Type.String({ pattern: '^(city|\\d{5})$', maxLength: 5 });
const LeafCode = Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 40 });
const Number = Type.String({ maxLength: limits.figureDigits + 13 });

export const OpenFigureSchema = Type.Object({
  unit: Type.String(),
  leaf: Type.String(),
  a: Type.String(),
  b: Type.Union([Type.String(), Type.Null()]),
  source: Type.String(),
  evidence: Type.Union([Type.String(), Type.Null()]),
  asOf: Type.Union([Type.String(), Type.Null()]),
  revision: Type.Integer(),
});

export const OpenUnitSchema = Type.Object({
  code: Type.String(),
  name: Type.String(),
  score: Type.String({ description: 'Between 0 and 1, four decimals, rounded half up' }),
  rank: Type.Integer(),
});

export const OpenPeriodSchema = Type.Object({
  version: Type.String(),
  period: Type.String(),
  edition: Type.Integer(),
  publishedAt: Type.Union([Type.String(), Type.Null()]),
  definition: IndexDefinition,
  figures: Type.Array(OpenFigureSchema),
  units: Type.Array(OpenUnitSchema),
});

export const IndexSummary = Type.Object({
  version: Type.String(),
  level: Type.Enum(['province', 'commune']),
  name: Words,
  document: Type.String(),
  validFrom: Type.String(),
  validTo: Type.Union([Type.String(), Type.Null()]),
  verified: Type.Boolean(),
  isScorable: Type.Boolean(),
  note: Type.Union([Words, Type.Null()]),
  periods: Type.Array(Type.String()),
});
export type IndexSummary = Static<typeof IndexSummary>;

const key = { version: Version, period: Period, unit: UnitCode, leaf: LeafCode };
const figure = { a: Number, b: Type.Union([Number, Type.Null()]) };

export const FigureInput = Type.Object(
  {
    ...key,
    ...figure,
    source: Type.String({ minLength: 1, maxLength: limits.sourceMost }),
    evidence: Type.Union([Type.String({ maxLength: limits.evidenceMost }), Type.Null()]),
    asOf: Type.String({ maxLength: 10 }),
    reason: Type.Union([Type.String({ maxLength: limits.reasonMost }), Type.Null()]),
  },
  { additionalProperties: false },
);
export type FigureInput = Static<typeof FigureInput>;

export const DecisionInput = Type.Object(
  {
    ...key,
    revision: Type.Integer({ minimum: 1 }),
    decision: Type.Enum(['approved', 'refused']),
    words: Type.Union([Type.String({ maxLength: limits.reasonMost }), Type.Null()]),
  },
  { additionalProperties: false },
);
export type DecisionInput = Static<typeof DecisionInput>;

export const WhatIfInput = Type.Object({ ...key, ...figure }, { additionalProperties: false });
export type WhatIfInput = Static<typeof WhatIfInput>;

export const PublishInput = Type.Object(
  { version: Version, period: Period },
  { additionalProperties: false },
);

const Side = Type.Union([
  Type.Object({ a: Type.String(), b: Type.Union([Type.String(), Type.Null()]) }),
  Type.Null(),
]);
export const MoveSchema = Type.Object({
  kind: Type.Enum(['component', 'main', 'pillar', 'total']),
  code: Type.String(),
  name: Words,
  before: Type.String(),
  after: Type.String(),
  by: Type.String(),
  figure: Type.Union([Type.Object({ before: Side, after: Side }), Type.Null()]),
});

export const WhatIf = Type.Object({
  moves: Type.Array(MoveSchema),
  rank: Type.Object({
    before: Type.Union([Type.Integer(), Type.Null()]),
    after: Type.Integer(),
    of: Type.Integer(),
  }),
  /** Where the figure that stands comes from. */
  evidence: Type.Union([OpenFigureSchema, Type.Null()]),
});
export type WhatIf = Static<typeof WhatIf>;

export const RevisionSchema = Type.Object({
  revision: Type.Integer(),
  a: Type.String(),
  b: Type.Union([Type.String(), Type.Null()]),
  source: Type.String(),
  evidence: Type.Union([Type.String(), Type.Null()]),
  asOf: Type.String(),
  reason: Type.Union([Type.String(), Type.Null()]),
  state: Type.Enum(['draft', 'approved', 'refused']),
  enteredAt: Type.String(),
  enteredPost: Type.String(),
  isMine: Type.Boolean(),
  decidedPost: Type.Union([Type.String(), Type.Null()]),
  decidedWords: Type.Union([Type.String(), Type.Null()]),
});

export const LeafView = Type.Object({
  code: Type.String(),
  name: Words,
  main: Words,
  pillar: Words,
  max: Type.Integer(),
  rule: Type.Enum(['given', 'yes_no', 'ratio', 'ratio_to_target', 'levels']),
  inputs: Type.Array(Words),
  owner: Words,
  mayEnter: Type.Boolean(),
  points: Type.String(),
  revisions: Type.Array(RevisionSchema),
});
export type LeafView = Static<typeof LeafView>;

export const UnitSheet = Type.Object({
  version: Type.String(),
  period: Type.String(),
  unit: Type.Object({ code: Type.String(), name: Type.String() }),
  score: Type.String(),
  rank: Type.Union([Type.Integer(), Type.Null()]),
  of: Type.Integer(),
  mayPublish: Type.Boolean(),
  leaves: Type.Array(LeafView),
});
export type UnitSheet = Static<typeof UnitSheet>;
