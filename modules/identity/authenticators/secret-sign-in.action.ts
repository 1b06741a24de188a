// Signing in with something written down or remembered: a password with a second factor, or a recovery code. One hash is compared
// for every try, known login or not, and tries are counted before.
import type { ModuleContext } from '@city/kernel/module';
import { AppError } from '@city/kernel/errors';
import '../errors.ts';
import { type Identity, identityOf } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { advance, type Next } from './advance.ts';
import { markUsed } from './authenticator.store.ts';
import { asSignIn } from './code.routes.ts';
import { countTry, networkOf } from './counting.ts';
import { isSecret } from './hashing.ts';
import { loginKey, meansOfLogin } from './login.ts';
import { ownSecrets } from './own-secrets.ts';
import type { BrowserFacts } from './own-sign-in.ts';
import { beginProof, type NewProof, takeProof } from './proof.store.ts';
import { codeHash, useCode } from './recovery-code.store.ts';
import { readRecoveryCode } from './recovery-codes.ts';
import { recordSecurityEvent } from './security-events.ts';
import { tellChange } from './tell.ts';

export interface SecretTry {
  readonly login: string;
  readonly secret: string;
  readonly address: string;
  readonly browser: BrowserFacts;
  readonly proof: NewProof;
}

/** What follows a right secret; `wrong` says nothing of why. */
export type SecretOutcome = 'wrong' | { readonly next: Next; readonly token: string };

/** @throws AppError `too_many_tries` (429) */
async function count(
  m: ModuleContext<Tables>,
  identity: Identity,
  what: string,
  tried: Pick<SecretTry, 'login' | 'address'>,
) {
  const { password } = identity.authenticatorRules();
  const wait = await m.db.transaction(asSignIn, (tx) =>
    countTry(tx, identity.settings.indexKey, [
      {
        what: `${what}-account`,
        of: loginKey(tried.login),
        most: password.triesPerQuarterHour,
        seconds: 900,
      },
      {
        what: `${what}-network`,
        of: networkOf(tried.address),
        most: password.triesPerAddressPerQuarterHour,
        seconds: 900,
      },
    ]),
  );
  if (wait !== null)
    throw new AppError('too_many_tries', {
      params: { minutes: Math.ceil(wait / 60) },
      retryAfterSeconds: wait,
    });
}

const refuse = (m: ModuleContext<Tables>, reason: string, subject: string | null) =>
  m.db.transaction(asSignIn, async (tx) => {
    tx.trail({ action: 'session.refused', outcome: 'refused', reason, subject });
    return 'wrong' as const;
  });

/** Asked for where a login leads to nobody, so that the same statements run in any case. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** @throws AppError `too_many_tries`, `hashing_busy` */
export async function tryPassword(m: ModuleContext<Tables>, tried: SecretTry): Promise<SecretOutcome> {
  const identity = identityOf(m);
  await count(m, identity, 'password', tried);
  const found = await m.db.transaction(
    asSignIn,
    async (tx) => {
      const means = await meansOfLogin(tx, identity.settings.indexKey, tried.login, 'password');
      const own = await ownSecrets(tx, identity.settings.dataKeys, means?.person_id ?? nobody);
      return means && own ? { means, hash: own.open(means) } : null;
    },
    { readOnly: true },
  );
  const isRight = await isSecret(found?.hash ?? null, tried.secret);
  if (!isRight || !found) return refuse(m, 'password', found?.means.person_id ?? null);
  return goOnWith(m, identity, tried, found.means);
}

async function goOnWith(
  m: ModuleContext<Tables>,
  identity: Identity,
  tried: SecretTry,
  means: { readonly person_id: string; readonly id: string },
): Promise<SecretOutcome> {
  return m.db.transaction(asSignIn, async (tx) => {
    const token = await beginProof(tx, { ...tried.proof, personId: means.person_id });
    const proof = await takeProof(tx, token);
    if (!proof) return 'wrong';
    await markUsed(tx, means);
    return { next: await advance(tx, identity, proof, means.person_id, [means.id], tried.browser), token };
  });
}

/** A recovery code begins a session at level 1, never more. @throws AppError `too_many_tries`, `hashing_busy` */
export async function tryRecoveryCode(m: ModuleContext<Tables>, tried: SecretTry): Promise<SecretOutcome> {
  const identity = identityOf(m);
  await count(m, identity, 'recovery', tried);
  const code = readRecoveryCode(tried.secret);
  const found = await m.db.transaction(
    asSignIn,
    async (tx) => {
      const means = await meansOfLogin(tx, identity.settings.indexKey, tried.login, 'recovery');
      const { person_id: personId, id } = means ?? { person_id: nobody, id: nobody };
      const hash = await codeHash(tx, personId, id, code?.slot ?? -1);
      return means && { means, hash };
    },
    { readOnly: true },
  );
  const isRight = await isSecret(found?.hash ?? null, code?.secret ?? tried.secret);
  if (!isRight || !found || !code) return refuse(m, 'recovery code', found?.means.person_id ?? null);
  const { person_id: personId, id } = found.means;
  const isMine = await m.db.transaction(asSignIn, async (tx) => {
    if (!(await useCode(tx, personId, id, code.slot))) return false;
    await recordSecurityEvent(tx, personId, 'recovered');
    await tellChange(tx, identity, personId, { what: 'recovered' });
    return true;
  });
  return isMine ? goOnWith(m, identity, tried, found.means) : refuse(m, 'recovery code', personId);
}
