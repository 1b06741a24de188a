// The trail: every read of personal data and every decision, in the transaction that makes it.

export interface TrailEntry {
  /** The verb, such as `report.contact.read`; the module's name stands in its own column. */
  readonly action: string;
  readonly object?: { readonly type: string; readonly id: string };
  /** The person whose data was read or about whom was decided (UUID), so that this person can ask who looked. */
  readonly subject?: string | null;
  readonly purpose?: string;
  readonly outcome?: 'allowed' | 'refused' | 'failed';
  /** Why it was allowed or refused, in the words of the policy. */
  readonly reason?: string;
  /** Public facts only: never personal data. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** What an action of the trail is to the person it is about: words that follow "who", such as "đọc số điện thoại của bạn". */
export interface TrailAction {
  readonly vi: string;
  readonly en: string;
  /** Personal data was read, and nothing decided. */
  readonly reads?: boolean;
}

/** Words by the action's name; `report.*` stands for all of `report.` that are not named. */
export type TrailActions = Readonly<Record<string, TrailAction>>;

/** The words of all modules. */
export interface TrailWords {
  /** Null for an action whose module has no words for it. */
  of(module: string, action: string): TrailAction | null;
  /** Modules and names (`*` at their end for all that follow) of actions that read personal data. */
  readonly reading: readonly { readonly module: string; readonly action: string }[];
}

export function trailWords(
  modules: readonly { readonly name: string; readonly trail?: TrailActions }[],
): TrailWords {
  const words = new Map(modules.map(({ name, trail }) => [name, trail ?? {}]));
  return {
    of: (module, action) => {
      const own = words.get(module) ?? {};
      if (own[action]) return own[action];
      const parts = action.split('.');
      for (let count = parts.length - 1; count > 0; count--) {
        const found = own[`${parts.slice(0, count).join('.')}.*`];
        if (found) return found;
      }
      return null;
    },
    reading: [...words].flatMap(([module, own]) =>
      Object.entries(own).flatMap(([action, { reads }]) => (reads ? [{ module, action }] : [])),
    ),
  };
}
