// What an index is made of: pillars, main indicators, components; rows of the city's data with their document and days.
import { type Static, Type } from 'typebox';

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const Code = Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 40 });
const Decimal = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,12})?$' });
export const Words = Type.Object({ vi: Type.String(), en: Type.String() }, { additionalProperties: false });

export const Component = Type.Object(
  {
    code: Code,
    name: Words,
    /** yes_no: 1 or 0; ratio: a ÷ b; ratio_to_target: a ÷ b ÷ target; levels: the share of the highest level reached. */
    rule: Type.Enum(['yes_no', 'ratio', 'ratio_to_target', 'levels']),
    max: Type.Integer({ minimum: 1 }),
    unit: Type.Union([Words, Type.Null()]),
    target: Type.Optional(Decimal),
    levels: Type.Optional(Type.Array(Type.Object({ from: Decimal, share: Decimal }), { minItems: 1 })),
    inputs: Type.Array(Type.Object({ code: Type.Enum(['a', 'b']), name: Words }), {
      minItems: 1,
      maxItems: 2,
    }),
    /** Who enters it: a department's code, or `commune` for the committee of the unit itself. */
    owner: Code,
    /** Document that the component or its target comes from. */
    basis: Code,
  },
  { additionalProperties: false },
);
export type Component = Static<typeof Component>;

export const Main = Type.Object(
  {
    code: Code,
    name: Words,
    max: Type.Integer({ minimum: 0 }),
    /** None: the index of the main indicator is entered as it was published, 0 to 1. */
    components: Type.Array(Component),
  },
  { additionalProperties: false },
);
export type Main = Static<typeof Main>;

export const Pillar = Type.Object(
  { code: Code, name: Words, mains: Type.Array(Main, { minItems: 1 }) },
  { additionalProperties: false },
);
export type Pillar = Static<typeof Pillar>;

export const IndexDefinition = Type.Object(
  {
    version: Code,
    level: Type.Enum(['province', 'commune']),
    name: Words,
    document: Code,
    validFrom: Day,
    validTo: Type.Union([Day, Type.Null()]),
    /** Weights and structure checked against the document. */
    verified: Type.Boolean(),
    isScorable: Type.Boolean(),
    note: Type.Union([Words, Type.Null()]),
    pillars: Type.Array(Pillar),
  },
  { additionalProperties: false },
);
export type IndexDefinition = Static<typeof IndexDefinition>;

/** A component, or a main indicator without components, with what it belongs to: whatever figures are entered for. */
export interface Leaf {
  readonly pillar: Pillar;
  readonly main: Main;
  readonly component: Component | null;
  readonly code: string;
}

export function leavesOf(definition: IndexDefinition): readonly Leaf[] {
  return definition.pillars.flatMap((pillar) =>
    pillar.mains.flatMap((main): Leaf[] =>
      main.components.length === 0
        ? [{ pillar, main, component: null, code: main.code }]
        : main.components.map((component) => ({ pillar, main, component, code: component.code })),
    ),
  );
}

/** What contradicts itself in a definition. */
export function faultsOf(definition: IndexDefinition): readonly string[] {
  const faults: string[] = [];
  const { version } = definition;
  const codes = leavesOf(definition).map(({ code }) => code);
  for (const code of codes.filter((each, at) => codes.indexOf(each) !== at))
    faults.push(`${version}: ${code} stands twice`);
  if (definition.validTo !== null && definition.validTo < definition.validFrom)
    faults.push(`${version}: ends before it begins`);
  if (definition.isScorable !== definition.pillars.length > 0)
    faults.push(`${version}: scorable is what has pillars, and nothing else`);
  for (const { main, component } of leavesOf(definition))
    if (component) faults.push(...faultsIn(component, main));
  for (const { mains } of definition.pillars)
    for (const main of mains) {
      const total = main.components.reduce((all, { max }) => all + max, 0);
      if (main.components.length > 0 && total !== main.max)
        faults.push(`${version}: components of ${main.code} add up to ${total}, not ${main.max}`);
    }
  return faults;
}

function faultsIn(component: Component, main: Main): readonly string[] {
  const { rule, inputs, target, levels, code } = component;
  const faults: string[] = [];
  const twoInputs = rule === 'ratio' || rule === 'ratio_to_target';
  if (inputs.map((input) => input.code).join() !== (twoInputs ? 'a,b' : 'a'))
    faults.push(`${main.code}/${code}: ${rule} takes ${twoInputs ? 'a and b' : 'a'}`);
  if ((rule === 'ratio_to_target') !== (target !== undefined) || Number(target ?? 1) === 0)
    faults.push(`${main.code}/${code}: a target above zero belongs to ratio_to_target, and only to it`);
  if ((rule === 'levels') !== (levels !== undefined))
    faults.push(`${main.code}/${code}: levels belong to levels, and only to it`);
  for (const [at, level] of (levels ?? []).entries()) {
    const before = levels?.[at - 1];
    const rises =
      !before || (Number(before.from) < Number(level.from) && Number(before.share) <= Number(level.share));
    if (!rises || Number(level.share) > 1) faults.push(`${main.code}/${code}: levels must rise, up to 1`);
  }
  return faults;
}
