// Two runs of one kind beside each other: figures, units, and what was chosen differently.
import type { UnitRef } from '@city/units';
import type { Comparison, RunView } from '../contract.ts';
import type { ScenarioInput } from '../scenarios/inputs.ts';
import { tidy } from './result.ts';

export function compare(one: RunView, other: RunView): Comparison {
  return {
    one,
    other,
    figures: figuresOf(one, other),
    units: unitsOf(one, other),
    changed: changesOf(one.input, other.input),
  };
}

function figuresOf(one: RunView, other: RunView): Comparison['figures'] {
  const keys = [
    ...new Set([...(one.result?.figures ?? []), ...(other.result?.figures ?? [])].map(({ key }) => key)),
  ];
  return keys.map((key) => {
    const find = (run: RunView) => run.result?.figures.find((figure) => figure.key === key)?.value ?? null;
    const [a, b] = [find(one), find(other)];
    return { key, one: a, other: b, by: a === null || b === null ? null : tidy(b - a) };
  });
}

/** Units hit in either run, those first where most people are spared or hit more. */
function unitsOf(one: RunView, other: RunView): Comparison['units'] {
  const refs = new Map<string, UnitRef>([...one.units, ...other.units].map((unit) => [unit.code, unit]));
  const hit = (run: RunView, code: string) =>
    run.result?.units.find((unit) => unit.code === code) ?? { people: 0, km2: 0 };
  return [...refs.values()]
    .map((unit) => {
      const [a, b] = [hit(one, unit.code), hit(other, unit.code)];
      return { unit, people: { one: a.people, other: b.people }, km2: { one: a.km2, other: b.km2 } };
    })
    .sort((a, b) => difference(b) - difference(a) || (a.unit.code < b.unit.code ? -1 : 1));
}

const difference = ({ people }: Comparison['units'][number]): number => Math.abs(people.other - people.one);

/** The settings of a scenario by name, each as text. */
function settings(input: ScenarioInput): Map<string, string> {
  const own = (input as Record<string, unknown>)[input.kind] as Record<string, unknown>;
  return new Map(
    Object.entries(own).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

function changesOf(one: ScenarioInput, other: ScenarioInput): Comparison['changed'] {
  const [a, b] = [settings(one), settings(other)];
  return [...a].flatMap(([what, value]) =>
    b.get(what) === value ? [] : [{ what, one: value, other: b.get(what) ?? '' }],
  );
}
