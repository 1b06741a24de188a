// What this module stands on in a running city: its files, the units, and which body owns which figure.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Unit } from '@city/kernel/geo';
import type { ModuleContext } from '@city/kernel/module';
import { AppError } from '@city/kernel/errors';
import { localDate } from '@city/kernel/time';
import { type IndexDefinition, type Leaf, leavesOf } from './index/definition.ts';
import { type PlanFiles, readPlanFiles } from './index/index-files.ts';

interface BodyRow {
  readonly code: string;
  readonly name: { readonly vi: string; readonly en: string };
}

export interface PlanCity extends PlanFiles {
  readonly m: ModuleContext;
  readonly bodies: readonly BodyRow[];
}

const made = new WeakMap<object, PlanCity>();

/** Made once for a running city. */
export function planCity(m: ModuleContext): PlanCity {
  const known = made.get(m);
  if (known) return known;
  const file = readFileSync(join(m.cityFolder, 'services', 'bodies.json'), 'utf8');
  const { bodies } = JSON.parse(file) as { bodies: BodyRow[] };
  const city: PlanCity = { ...readPlanFiles(m.cityFolder), m, bodies };
  const listed = new Set(bodies.map(({ code }) => code));
  for (const owner of [
    city.targets.publisher,
    ...city.indices.flatMap((each) => leavesOf(each).flatMap(({ component }) => component?.owner ?? [])),
  ])
    if (owner !== 'commune' && !listed.has(owner)) throw new Error(`city/…/plan: no body ${owner}`);
  made.set(m, city);
  return city;
}

/** @throws AppError `plan_index_unknown` */
export function definitionOf(city: PlanCity, version: string): IndexDefinition {
  const found = city.indices.find((each) => each.version === version);
  if (!found) throw new AppError('plan_index_unknown');
  return found;
}

/** The last day of a period, on which its index and its units are looked up; today while the period runs. */
export function dayOfPeriod(city: PlanCity, period: string): string {
  const today = localDate(city.m.now());
  const last = `${period}-12-31`;
  return last < today ? last : today;
}

/** @throws AppError `plan_period_unknown` for a year in which the index never held, or that has not come */
export function checkPeriod(city: PlanCity, definition: IndexDefinition, period: string): void {
  const { validFrom, validTo } = definition;
  const today = localDate(city.m.now());
  const holds = `${period}-12-31` >= validFrom && (validTo === null || `${period}-01-01` <= validTo);
  if (!holds || `${period}-01-01` > today) throw new AppError('plan_period_unknown', { field: 'period' });
}

/** The units an index covers in a period. */
export function unitsOf(city: PlanCity, definition: IndexDefinition, period: string): readonly Unit[] {
  if (definition.level === 'province') return [];
  return city.m.geo.units.at(dayOfPeriod(city, period)).filter(({ level }) => level === 'commune');
}

/** @throws AppError `plan_unit_unknown` */
export function checkUnit(
  city: PlanCity,
  definition: IndexDefinition,
  given: { unit: string; period: string },
): void {
  const covers =
    definition.level === 'province'
      ? given.unit === 'city'
      : unitsOf(city, definition, given.period).some(({ code }) => code === given.unit);
  if (!covers) throw new AppError('plan_unit_unknown');
}

/** @throws AppError `plan_component_unknown` */
export function leafOf(definition: IndexDefinition, code: string): Leaf {
  const found = leavesOf(definition).find((leaf) => leaf.code === code);
  if (!found) throw new AppError('plan_component_unknown', { field: 'leaf' });
  return found;
}

/** The body that enters and approves a figure. */
export function ownerOf(city: PlanCity, leaf: Leaf, unit: string): string {
  const owner = leaf.component?.owner ?? city.targets.publisher;
  return owner === 'commune' ? `ubnd-${unit}` : owner;
}

/** A body's name in both languages; unknown codes show themselves. */
export function bodyName(city: PlanCity, code: string): { readonly vi: string; readonly en: string } {
  const listed = city.bodies.find((body) => body.code === code);
  if (listed) return listed.name;
  const unit = city.m.geo.units.byCode(code.replace('ubnd-', ''), localDate(city.m.now()));
  return unit
    ? { vi: `UBND ${unit.kind} ${unit.name}`, en: `People’s Committee of ${unit.name}` }
    : { vi: code, en: code };
}
