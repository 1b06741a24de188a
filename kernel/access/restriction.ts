// Uses of their data that a person has had stopped: whoever keeps restrictions offers the answer, whoever passes data on asks it.

/** `consentedAt`: when the person agreed to this very use elsewhere; taking back every consent since then stops it, too. */
export type RestrictionKeeper = (person: string, purpose: string, consentedAt?: Date) => Promise<boolean>;

const keepers = new WeakMap<object, RestrictionKeeper>();

/** Called once by the module that keeps restrictions; `database` is the running city's. */
export function offerRestrictions(database: object, isStopped: RestrictionKeeper): void {
  keepers.set(database, isStopped);
}

/** Asked before data of a person leaves for another. In a city that keeps no restrictions nothing is stopped. */
export async function isUseStopped(
  database: object,
  ...use: Parameters<RestrictionKeeper>
): Promise<boolean> {
  return (await keepers.get(database)?.(...use)) ?? false;
}
