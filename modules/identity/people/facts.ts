// What other modules may ask about a person whom they serve: who they are now, of whom they are the guardian, where they live by the register.
import type { Actor } from '@city/kernel/access';

/** A guardianship that holds now. */
export interface Guardianship {
  readonly mandateId: string;
  readonly basis: 'parent' | 'guardian' | 'ward';
  readonly ward: { readonly id: string; readonly name: string; readonly birthDate: string | null };
  /** Codes of the powers that it gives now. */
  readonly powers: readonly string[];
  /** When something about it changes by itself; null when nothing will. */
  readonly until: Date | null;
}

/** An entry of the civil register. */
export interface Residence {
  /** Code of the commune or ward of today. */
  readonly unit: string;
  /** yyyy-mm-dd */
  readonly since: string;
  readonly entry: string;
}

/** The register does not answer: nothing is known, neither that somebody lives somewhere nor that they do not. */
export class RegisterAway extends Error {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number, options?: ErrorOptions) {
    super('the register does not answer', options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface PersonFacts {
  /** The person with their name and posts, acting from none; null when unknown. */
  readonly personNow: (personId: string) => Promise<Actor | null>;
  readonly guardianshipsOf: (personId: string) => Promise<readonly Guardianship[]>;
  readonly isRegisterConnected: boolean;
  /** Null when the register knows none, or no register is connected. @throws RegisterAway */
  readonly residenceOf: (personId: string) => Promise<Residence | null>;
}

const cities = new WeakMap<object, PersonFacts>();

/** Set by the identity module itself. */
export function provideFacts({ database }: { readonly database: object }, facts: PersonFacts): void {
  cities.set(database, facts);
}

/** @throws Error in a city without the identity module */
export function personFacts({ database }: { readonly database: object }): PersonFacts {
  const facts = cities.get(database);
  if (!facts) throw new Error('the identity module says nothing about persons yet');
  return facts;
}
