// What the parts of the module share in one running city: settings, rules, the provider, the living sessions.
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { type AuthenticatorRules, readAuthenticatorRules } from './authenticators/authenticator-rules.ts';
import { type RulesOn, readMandateRules } from './mandates/powers.ts';
import { readSignInRules, type SignInRules } from './rules.ts';
import { makeSessions, type Sessions } from './sessions/authenticate.ts';
import { cookieName } from './sessions/session.ts';
import { type IdentitySettings, readSettings } from './settings.ts';
import { attemptKey } from './sign-in/attempts.ts';
import { makeRelyingParty, type RelyingParty } from './sign-in/relying-party.ts';
import type { Tables } from './tables.ts';

export interface Identity {
  readonly settings: IdentitySettings;
  readonly rulesOn: (day: string) => SignInRules;
  readonly rulesNow: () => SignInRules;
  /** What one may do for another. */
  readonly mandateRulesOn: RulesOn;
  readonly relyingParty: RelyingParty;
  readonly sessions: Sessions;
  readonly attemptKey: Buffer;
  readonly sessionCookie: string;
  readonly attemptCookie: string;
  readonly proofCookie: string;
  readonly authenticatorRules: () => AuthenticatorRules;
}

const running = new WeakMap<ModuleContext<Tables>, Identity>();

/** The shared parts of a city, made when first asked for. @throws Error that names a missing or wrong setting */
export function identityOf(m: ModuleContext<Tables>): Identity {
  const known = running.get(m);
  if (known) return known;
  const settings = readSettings(m.config);
  const rulesOn = readSignInRules(m.cityFolder);
  const authenticatorsOn = readAuthenticatorRules(m.cityFolder);
  const made: Identity = {
    settings,
    rulesOn,
    rulesNow: () => rulesOn(localDate(m.now())),
    mandateRulesOn: readMandateRules(m.cityFolder),
    relyingParty: makeRelyingParty({ settings }),
    sessions: makeSessions({ db: m.db, now: m.now, rulesOn }),
    attemptKey: attemptKey(settings.dataKeys),
    sessionCookie: cookieName(m.publicUrl, 'city_session'),
    attemptCookie: cookieName(m.publicUrl, 'city_sign_in'),
    proofCookie: cookieName(m.publicUrl, 'city_proof'),
    authenticatorRules: () => authenticatorsOn(localDate(m.now())),
  };
  running.set(m, made);
  return made;
}
