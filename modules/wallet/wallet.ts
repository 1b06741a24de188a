// What the parts of the module share in one running city: secrets, rules, the authority, the status lists.
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { type Authority, makeAuthority } from './keys/authority.ts';
import { readWalletRules, type WalletRules } from './rules.ts';
import { readVerifierRules, type VerifierRules } from './verifying/purposes.ts';
import { readSecrets, type WalletSecrets } from './settings.ts';
import { makeStatusLists, type StatusLists } from './status/status-token.ts';
import type { Tables } from './tables.ts';

export interface Wallet {
  readonly m: ModuleContext<Tables>;
  readonly origin: string;
  /** Our name as credential issuer: a path of the origin, so that the city's sign-in keeps the origin itself. */
  readonly issuer: string;
  readonly secrets: WalletSecrets;
  readonly rulesNow: () => WalletRules;
  readonly verifierRules: VerifierRules;
  readonly today: () => string;
  readonly authority: Authority;
  readonly statusLists: StatusLists;
}

const running = new WeakMap<object, Wallet>();

/** The shared parts of a city, made when first asked for. @throws Error that names a missing or wrong setting */
export function walletOf(m: ModuleContext<Tables>): Wallet {
  const known = running.get(m.database);
  if (known) return known;
  const secrets = readSecrets(m.config);
  const rulesOn = readWalletRules(m.cityFolder);
  const origin = new URL(m.publicUrl).origin;
  const issuer = `${origin}/wallet`;
  const today = () => localDate(m.now());
  const rulesNow = () => rulesOn(today());
  const verifierRules = readVerifierRules(m.cityFolder);
  const authority = makeAuthority({ db: m.db, sealer: secrets.keys, issuer, now: m.now });
  const statusLists = makeStatusLists({ db: m.db, authority, origin, issuer, now: m.now, rulesNow });
  const made: Wallet = { m, origin, issuer, secrets, rulesNow, today, verifierRules, authority, statusLists };
  running.set(m.database, made);
  return made;
}
