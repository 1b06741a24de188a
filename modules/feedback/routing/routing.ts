// Which body answers for a place, a service and a day: the most specific rule wins, ties go by rank.
import { isValidOn, type RoutingFile, type RoutingRule, type Severity } from '../services/city-data.ts';
import { type Bodies, type Body, listedBody, type UnitFacts } from './bodies.ts';

export interface Matter {
  readonly service: string;
  readonly severity: Severity;
  /** Day of filing, YYYY-MM-DD in the city's time: rules and bodies of that day apply. */
  readonly day: string;
  readonly unit: UnitFacts;
  /** The district of that day; null from 1 July 2025 on. */
  readonly district: UnitFacts | null;
}

export interface Route {
  readonly holder: Body;
  /** The rule that decided, with its reason: shown to whoever asks why. */
  readonly rule: RoutingRule;
  /** Other bodies concerned, nearest first, without the holder: where an officer hands over to. */
  readonly others: readonly Body[];
}

/**
 * Finds the body. Specificity counts the severity before the place before the service, so that "urgent" outranks
 * "in the inner city", and both outrank "anywhere".
 * @throws Error when the city's rules leave the matter to nobody: a fault of the data, caught by its test.
 */
export function route(rules: RoutingFile, bodies: Bodies, matter: Matter): Route {
  const found: { rule: RoutingRule; body: Body; weight: number }[] = [];
  for (const rule of rules.rules) {
    const weight = weightOf(rules, rule, matter);
    if (weight < 0) continue;
    const body = bodyOf(bodies, rule.body, matter);
    if (body) found.push({ rule, body, weight });
  }
  found.sort(
    (a, b) => b.weight - a.weight || a.rule.rank - b.rule.rank || a.rule.id.localeCompare(b.rule.id),
  );
  const decided = found.find(({ rule }) => rule.part === 'holder');
  if (!decided)
    throw new Error(`No routing rule for ${matter.service} in ${matter.unit.code} on ${matter.day}`);
  const others = new Map(found.map(({ body }) => [body.code, body]));
  others.delete(decided.body.code);
  return { holder: decided.body, rule: decided.rule, others: [...others.values()] };
}

/** How specific a rule is for a matter; −1 when it does not apply. */
function weightOf(file: RoutingFile, rule: RoutingRule, matter: Matter): number {
  if (!isValidOn(rule, matter.day)) return -1;
  if (rule.service !== '*' && rule.service !== matter.service) return -1;
  if (rule.severity !== null && rule.severity !== matter.severity) return -1;
  const place = placeWeight(file, rule.area, matter.unit);
  if (place < 0) return -1;
  return (rule.service === '*' ? 0 : 1) + place * 2 + (rule.severity === null ? 0 : 8);
}

/** 2 for the very unit, 1 for an area around it, 0 for the whole city, −1 for elsewhere. */
function placeWeight(file: RoutingFile, area: string | null, unit: UnitFacts): -1 | 0 | 1 | 2 {
  if (area === null) return 0;
  if (area === unit.code) return 2;
  const found = file.areas.find((row) => row.code === area);
  if (!found) return -1;
  const inRange = found.unitRanges.some(([from, to]) => from <= unit.code && unit.code <= to);
  return inRange && (found.kinds === null || found.kinds.includes(unit.kind)) ? 1 : -1;
}

function bodyOf(bodies: Bodies, code: string, matter: Matter): Body | undefined {
  if (code === 'commune') return bodies.commune(matter.unit);
  if (code === 'district') return matter.district ? bodies.district(matter.district) : undefined;
  return listedBody(bodies, code, matter.day);
}
