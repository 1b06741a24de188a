// State machines as tables: from, action, to, who may, when. One decision for every module whose cases live by such a table. Safe in a browser.

/** One row of a table; several rows may share `from` and `action` when different people may under different conditions. */
export interface Transition<State extends string, Action extends string, Who extends string, When = never> {
  readonly from: State | 'none';
  readonly action: Action;
  /** `before`: back to the state from which the present one was entered. */
  readonly to: State | 'before';
  readonly who: readonly Who[];
  readonly when?: When;
}

export type Decision<State extends string, When = never> =
  | { readonly allowed: true; readonly to: State }
  | { readonly allowed: false; readonly why: 'not-from-here' | 'not-you' | When };

export interface Machine<State extends string, Action extends string, Who extends string, When, Is> {
  /**
   * Decides whether `who` (all the roles that one caller has) may do `action` now.
   * The reason of a refusal is the first that applies: the state, then the person, then the condition.
   */
  readonly decide: (
    from: State | 'none',
    action: Action,
    who: readonly Who[],
    is: Is,
  ) => Decision<State, When>;
  /** All actions open to `who` now, in the order of `actions`: what a screen offers as buttons. */
  readonly possibleActions: (from: State, who: readonly Who[], is: Is) => Action[];
  /** Every `from action to` that can stand in a history, `before` resolved to each state it can lead back to. */
  readonly possibleSteps: () => ReadonlySet<string>;
}

/**
 * The machine of a table.
 * @param table.holds whether a condition holds; `before` is the state from which the present one was entered, null when there is none.
 */
export function machineOf<State extends string, Action extends string, Who extends string, When, Is>(table: {
  readonly transitions: readonly Transition<State, Action, Who, When>[];
  readonly actions: readonly Action[];
  readonly holds: (when: When, is: Is) => boolean;
  readonly before: (is: Is) => State | null;
}): Machine<State, Action, Who, When, Is> {
  const { transitions, actions, holds, before } = table;
  const byPair = Map.groupBy(transitions, ({ from, action }) => `${from} ${action}`);
  const decide: Machine<State, Action, Who, When, Is>['decide'] = (from, action, who, is) => {
    const rows = byPair.get(`${from} ${action}`);
    if (!rows) return { allowed: false, why: 'not-from-here' };
    const mine = rows.filter((row) => row.who.some((role) => role === 'anyone' || who.includes(role)));
    const open = mine.find(({ when }) => when === undefined || holds(when, is));
    if (!open) return { allowed: false, why: mine[0]?.when ?? 'not-you' };
    const to = open.to === 'before' ? before(is) : open.to;
    // A side state that forgot its origin is a broken row; nothing may be done with it.
    return to === null ? { allowed: false, why: 'not-from-here' } : { allowed: true, to };
  };
  return {
    decide,
    possibleActions: (from, who, is) => actions.filter((action) => decide(from, action, who, is).allowed),
    possibleSteps: () =>
      new Set(
        transitions.flatMap(({ from, action, to }) => {
          if (to !== 'before') return [`${from} ${action} ${to}`];
          const origins = transitions.filter((into) => into.to === from && into.from !== from);
          return origins.map((into) => `${from} ${action} ${into.from}`);
        }),
      ),
  };
}
