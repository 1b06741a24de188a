// How another module says that a condition holds or is gone: asked for by the running city, each word a transaction of its own.
import type { Actor } from '@city/kernel/access';

export interface Condition {
  /** Who says so: the module's name. */
  readonly source: string;
  /** The condition at that source; one alarm for its whole life. */
  readonly condition: string;
  /** Name of the condition's definition, matched with `matches` in city/…/operations/alarms.json. */
  readonly definition: string;
  /** 1 minor … 4 extreme. */
  readonly severity: number;
  readonly value?: number | null;
  /** UN/CEFACT code of the value's unit. */
  readonly unitCode?: string | null;
  readonly series?: string | null;
  readonly point?: { readonly lat: number; readonly lon: number } | null;
}

export interface Conditions {
  /**
   * The condition holds; saying it again changes nothing.
   * @returns the id of its alarm.
   * @throws AppError `operations_alarm_no_definition`; `forbidden` unless a service of the city asks.
   */
  raiseCondition(actor: Actor, condition: Condition): Promise<string>;
  /** It is gone. @returns the id of its alarm, null when it never occurred. */
  clearCondition(
    actor: Actor,
    condition: Pick<Condition, 'source' | 'condition' | 'value'>,
  ): Promise<string | null>;
}

const offered = new WeakMap<object, Conditions>();

/** Called once by this module in a running city; `running` is its database. */
export function offerConditions(running: object, conditions: Conditions): void {
  offered.set(running, conditions);
}

/** The conditions of a running city, by its database; null when the operations centre is not part of it. */
export function conditionsOf(running: object): Conditions | null {
  return offered.get(running) ?? null;
}
