// Tying an authenticator app to one's account: a secret as a QR code, kept when the first code from the app is right.
import { Type } from 'typebox';
import { page, redirect, type Route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { type Identity, identityOf } from '../identity.ts';
import { LIMITS } from '../limits.ts';
import { open, seal } from '../people/sealing.ts';
import type { Tables } from '../tables.ts';
import { markUsed } from './authenticator.store.ts';
import { notSignedInView } from './code.page.tsx';
import { keepMeans } from './means.action.ts';
import { beginProof, changeProof, lookAtProof, type Proof, spendProof, takeProof } from './proof.store.ts';
import { changing, self } from './security.routes.ts';
import { totpView } from './security-steps.page.tsx';
import { makeTotpSecret, totpAddress, totpStep } from './totp.ts';

const home = '/me/security';
const url = `${home}/totp`;
const place = 'identity.proof|totp';
const limit = { max: 60, perSeconds: 60 };

/** The secret that waits in a proof of this person; null when there is none. */
function secretOf(identity: Identity, proof: Proof | null, personId: string | null): string | null {
  if (proof?.purpose !== 'add' || proof.channel !== null || proof.person_id !== personId || !proof.challenge)
    return null;
  try {
    return open(identity.attemptKey, proof.challenge, place);
  } catch {
    // The challenge of a passkey: another attempt of the same browser.
    return null;
  }
}

export function totpRoutes(m: ModuleContext<Tables>): readonly Route[] {
  const identity = identityOf(m);
  const summary = { vi: 'Gắn ứng dụng tạo mã', en: 'Tie an authenticator app' };
  return [
    page({ method: 'POST', url, permission: self, limit, summary }, (c) =>
      changing(m, c, async ({ session }) => {
        const challenge = seal(identity.attemptKey, makeTotpSecret(), place);
        const { personId } = session;
        const token = await m.db.transaction(c.actor, (tx) =>
          beginProof(tx, { purpose: 'add', personId, challenge, returnTo: home, level: 1, lang: c.lang }),
        );
        c.setCookie(identity.proofCookie, token, { maxAgeSeconds: LIMITS.attemptSeconds });
        return redirect(url);
      }),
    ),
    page({ url, permission: self, limit, summary }, async (c) => {
      const proof = await m.db.transaction(c.actor, (tx) => lookAtProof(tx, c.cookie(identity.proofCookie)), {
        readOnly: true,
      });
      const secret = secretOf(identity, proof, c.actor.id);
      if (secret === null) return notSignedInView(c.t, 'over', home);
      return totpView(c.t, secret, totpAddress(secret, c.actor.name ?? ''));
    }),
    page(
      {
        method: 'POST',
        url: `${url}/check`,
        permission: self,
        limit,
        summary,
        body: Type.Object({ code: Type.String({ maxLength: 20 }) }),
      },
      (c) =>
        changing(m, c, async ({ session, highestLevel }) =>
          m.db.transaction(c.actor, async (tx) => {
            const { personId } = session;
            const proof = await takeProof(tx, c.cookie(identity.proofCookie));
            const secret = secretOf(identity, proof, personId);
            if (!proof || secret === null) return notSignedInView(c.t, 'over', home);
            const step = totpStep(secret, c.body.code, tx.now, null);
            if (step === null) {
              const tries = proof.tries + 1;
              if (tries >= identity.authenticatorRules().code.tries) {
                await spendProof(tx, proof);
                return notSignedInView(c.t, 'burnt', home);
              }
              await changeProof(tx, proof.handle, { tries });
              const problem = c.t('Mã chưa đúng. Kiểm tra giờ trên điện thoại rồi nhập mã mới nhất.');
              return totpView(c.t, secret, totpAddress(secret, session.name), problem);
            }
            await spendProof(tx, proof);
            const name = c.t('Ứng dụng tạo mã');
            const means = {
              personId,
              kind: 'totp' as const,
              name,
              highestLevel,
              how: 'self' as const,
              secret,
            };
            const id = await keepMeans(tx, identity, means);
            // The code that tied it does not sign in as well.
            await markUsed(tx, { person_id: personId, id }, { step });
            return redirect(`${home}?done=totp`);
          }),
        ),
    ),
  ];
}
