// What a source says of its condition: it has occurred, changed, risen, or is gone. Deadband and delays are the source's own.
import { AppError } from '@city/kernel/errors';
import { lockFor } from '@city/kernel/database';
import { inForce } from '../definitions/city-files.ts';
import type { AlarmDefinition } from '../definitions/definitions-data.ts';
import type { OperationsCity } from '../module-city.ts';
import type { AlarmAction } from './alarm-states.ts';
import { beginAlarm, stepAlarm } from './alarm-step.ts';
import { countActive, lockByCondition, lockInWard, type OperationsTx } from './alarm.store.ts';
import type { AlarmRow } from './tables.ts';

export interface Raised {
  /** Who says so: `sensing`, `reports`, another system of the city. */
  readonly source: string;
  /** The condition at that source; one alarm for its whole life. */
  readonly condition: string;
  /** Name of the condition's definition, matched with `matches` of the city's alarms. */
  readonly definition: string;
  /** 1 minor … 4 extreme. */
  readonly severity: number;
  readonly value?: number | null;
  readonly unitCode?: string | null;
  readonly series?: string | null;
  readonly point?: { readonly lat: number; readonly lon: number } | null;
}

const fits = (pattern: string, name: string): boolean => {
  if (pattern.endsWith('*')) return name.startsWith(pattern.slice(0, -1));
  return pattern.startsWith('*') ? name.endsWith(pattern.slice(1)) : pattern === name;
};

/** The city's alarm for a condition: the longest pattern that fits wins; null when none is defined on that day. */
export function definitionFor(city: OperationsCity, name: string, at: Date): AlarmDefinition | null {
  const found = city.files.alarms.alarms
    .filter((alarm) => inForce(alarm, at))
    .flatMap((alarm) =>
      [alarm.id, ...alarm.matches]
        .filter((pattern) => fits(pattern, name))
        .map((pattern) => ({ alarm, pattern })),
    )
    .sort((a, b) => b.pattern.length - a.pattern.length || a.alarm.priority - b.alarm.priority);
  return found[0]?.alarm ?? null;
}

/**
 * The condition holds. Saying it again with the same figures changes nothing.
 * @throws AppError `operations_alarm_no_definition`
 */
export async function raiseAlarm(tx: OperationsTx, city: OperationsCity, raised: Raised): Promise<AlarmRow> {
  await lockFor(tx, `operations.alarm ${raised.source} ${raised.condition}`);
  const known = await lockByCondition(tx, raised.source, raised.condition);
  const definition = definitionFor(city, raised.definition, tx.now);
  if (!definition) throw new AppError('operations_alarm_no_definition', { field: 'definition' });
  const facts = factsOf(city, raised, definition);
  const isExplained =
    definition.suppressedBy.length > 0 && (await countActive(tx, definition.suppressedBy, facts.ward)) > 0;
  const action = nextAction(known, raised, isExplained);
  if (known && action === null) return known;
  const step = {
    action: action ?? 'change',
    who: action === 'suppress' ? (['design'] as const) : (['source'] as const),
    patch: {
      ...facts,
      is_active: true,
      ...(known?.is_active ? {} : { occurred_at: tx.now, cleared_at: null }),
    },
    detail: action === 'suppress' ? { by: definition.suppressedBy } : null,
  };
  const after = known
    ? await stepAlarm(tx, city, known, step)
    : await beginAlarm(tx, city, blank(tx, raised, facts), step);
  if (!known?.is_active) await suppressExplained(tx, city, after);
  return after;
}

/** The condition is gone. Answers null for a condition that never occurred. */
export async function clearAlarm(
  tx: OperationsTx,
  city: OperationsCity,
  { source, condition, value }: Pick<Raised, 'source' | 'condition' | 'value'>,
): Promise<AlarmRow | null> {
  await lockFor(tx, `operations.alarm ${source} ${condition}`);
  const known = await lockByCondition(tx, source, condition);
  if (!known) return null;
  if (!known.is_active) return known;
  const after = await stepAlarm(tx, city, known, {
    action: 'clear',
    who: ['source'],
    patch: { is_active: false, cleared_at: tx.now, ...(value === undefined ? {} : { value }) },
  });
  await unsuppressExplained(tx, city, after);
  return after;
}

function factsOf(city: OperationsCity, raised: Raised, definition: AlarmDefinition) {
  const point = raised.point ?? null;
  return {
    definition: definition.id,
    position: definition.position,
    priority: definition.priority,
    is_latching: definition.latching,
    severity: raised.severity,
    value: raised.value ?? null,
    unit_code: raised.unitCode ?? null,
    series: raised.series ?? null,
    lat: point?.lat ?? null,
    lon: point?.lon ?? null,
    ward: point === null ? null : city.wardOf(point),
  };
}

function blank(tx: OperationsTx, raised: Raised, facts: ReturnType<typeof factsOf>) {
  return {
    ...facts,
    source: raised.source,
    condition: raised.condition,
    is_active: true,
    occurred_at: tx.now,
    cleared_at: null,
    acked_at: null,
    acked_by: null,
    acked_title: null,
    shelved_at: null,
    shelved_until: null,
    shelved_by: null,
    hidden_title: null,
    hidden_reason: null,
    asked: null,
    incident_id: null,
  };
}

/** What the words of the source mean for the alarm as it stands; null when they say nothing new. */
function nextAction(known: AlarmRow | undefined, raised: Raised, isExplained: boolean): AlarmAction | null {
  if (!known || known.state === 'NORM') return isExplained ? 'suppress' : 'occur';
  if (!known.is_active) return 'occur';
  if (raised.severity > known.severity) return 'rise';
  const isSame = raised.severity === known.severity && (raised.value ?? null) === known.value;
  return isSame ? null : 'change';
}

/** Alarms in the unit that this one explains stop calling. */
async function suppressExplained(tx: OperationsTx, city: OperationsCity, by: AlarmRow): Promise<void> {
  const explained = explainedBy(city, by.definition, tx.now);
  if (explained.length === 0) return;
  for (const alarm of await lockInWard(tx, explained, by.ward, ['UNACK', 'ACKED', 'RTNUN']))
    await stepAlarm(tx, city, alarm, {
      action: 'suppress',
      who: ['design'],
      detail: { by: [by.definition] },
    });
}

/** With the last cause gone they call again, where they are still active. */
async function unsuppressExplained(tx: OperationsTx, city: OperationsCity, by: AlarmRow): Promise<void> {
  const explained = explainedBy(city, by.definition, tx.now);
  if (explained.length === 0) return;
  for (const alarm of await lockInWard(tx, explained, by.ward, ['DSUPR'])) {
    const causes = city.files.alarms.alarms.find(({ id }) => id === alarm.definition)?.suppressedBy ?? [];
    if ((await countActive(tx, causes, by.ward)) > 0) continue;
    await stepAlarm(tx, city, alarm, {
      action: 'unsuppress',
      who: ['design'],
      detail: { by: [by.definition] },
    });
  }
}

const explainedBy = (city: OperationsCity, definition: string, at: Date): string[] =>
  city.files.alarms.alarms
    .filter((alarm) => inForce(alarm, at) && alarm.suppressedBy.includes(definition))
    .map(({ id }) => id);
