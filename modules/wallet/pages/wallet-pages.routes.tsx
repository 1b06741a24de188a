// "My wallet" as routes: see what was issued, make an offer, give a credential back. They work without JavaScript.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { Answer, page, redirect, type RequestContext, type Route, view, type View } from '@city/kernel/http';
import { type CredentialDefinition, credentialTypes, type Entitlement, NotReadyYet } from '../contract.ts';
import { batchesOf } from '../credentials/credential.store.ts';
import { revokeOwn } from '../credentials/revoke-own.action.ts';
import '../errors.ts';
import { makeOffer } from '../issuing/make-offer.action.ts';
import { credentialOffer, offerLink } from '../issuing/offer.ts';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import type { Wallet } from '../wallet.ts';
import { styleLink } from './style.routes.tsx';
import { OfferPage, type Offerable, WalletPage } from './wallet.page.tsx';

export const holdPermission = 'wallet.hold';
/** Stands for the one thing of a type that a register knows. */
const ANY = 'any';
const OfferForm = Type.Object({
  type: Type.String({ maxLength: 60 }),
  reference: Type.String({ minLength: 1, maxLength: 200 }),
});
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const limit = { max: LIMITS.asksPerMinute, perSeconds: 60 };

type Context = Pick<
  RequestContext<unknown, unknown, unknown, Tables>,
  'actor' | 'lang' | 't' | 'now' | 'transaction'
>;

export function walletPages(wallet: Wallet): readonly Route[] {
  return [
    page<Tables>(
      {
        url: '/me/wallet',
        permission: holdPermission,
        summary: { vi: 'Ví giấy tờ của tôi', en: 'My wallet' },
      },
      async (c) => overview(wallet, c),
    ),
    page<Tables, typeof OfferForm>(
      {
        method: 'POST',
        url: '/me/wallet/offers',
        permission: holdPermission,
        summary: { vi: 'Nhận giấy tờ về ví', en: 'Fetch a credential into a wallet' },
        body: OfferForm,
        limit,
      },
      async (c) => offer(wallet, c, c.body),
    ),
    page<Tables, never, never, typeof Id>(
      {
        method: 'POST',
        url: '/me/wallet/credentials/:id/revoke',
        permission: holdPermission,
        summary: { vi: 'Hủy giấy tờ của mình', en: 'Give a credential back' },
        params: Id,
        limit,
      },
      async (c): Promise<Answer> => {
        await revokeOwn(wallet, c.actor, c.params.id);
        return redirect('/me/wallet');
      },
    ),
  ];
}

async function overview(wallet: Wallet, c: Context): Promise<View> {
  const types = credentialTypes(wallet.m);
  const offerable: Offerable[] = [];
  for (const definition of types.values()) {
    // A register is asked only for whoever wants to know.
    if (definition.asksRegister) {
      if (definition.asksRegister.isConnected())
        offerable.push({ definition, reference: ANY, about: c.t('Theo sổ đăng ký, hỏi khi bạn bấm nút.') });
      continue;
    }
    for (const { reference, claims } of await definition.entitledTo(c.actor, c.now))
      offerable.push({ definition, reference, about: aboutOf(claims) });
  }
  const batches = await c.transaction((tx) => batchesOf(tx, c.actor.id as string, LIMITS.shownBatches), {
    readOnly: true,
  });
  const issued = batches.map((batch) => ({
    ...batch,
    name: types.get(batch.type)?.display[c.lang] ?? batch.type,
  }));
  const content = (
    <WalletPage
      t={c.t}
      lang={c.lang}
      offerable={offerable}
      issued={issued}
      now={c.now}
      holder={c.actor.id as string}
    />
  );
  return view(c.t('Ví giấy tờ của tôi'), content, {
    page: { head: styleLink, noIndex: true },
    islands: ['wallet'],
  });
}

const aboutOf = (claims: Readonly<Record<string, unknown>>): string =>
  Object.values(claims)
    .filter((value): value is string => typeof value === 'string')
    .slice(1, 3)
    .join(', ');

/** @throws AppError `wallet_register_away` */
async function entitlementsNow(
  definition: CredentialDefinition,
  c: Context,
): Promise<readonly Entitlement[]> {
  try {
    return await definition.entitledTo(c.actor, c.now);
  } catch (error) {
    if (!(error instanceof NotReadyYet)) throw error;
    throw new AppError('wallet_register_away', { cause: error, retryAfterSeconds: error.retryAfterSeconds });
  }
}

/** The secrets of an offer are shown once, in the answer itself: neither an address nor a history keeps them. */
async function offer(
  wallet: Wallet,
  c: Context,
  given: { readonly type: string; readonly reference: string },
): Promise<View> {
  const definition = credentialTypes(wallet.m).get(given.type);
  const entitlements = definition ? await entitlementsNow(definition, c) : [];
  const entitlement =
    given.reference === ANY
      ? entitlements[0]
      : entitlements.find(({ reference }) => reference === given.reference);
  if (!definition || !entitlement) throw new AppError('wallet_not_entitled');
  const made = await c.transaction((tx) =>
    makeOffer(tx, wallet, { personId: c.actor.id as string, definition, entitlement, withTxCode: true }),
  );
  const link = offerLink(credentialOffer(wallet, definition.type, made));
  const name = definition.display[c.lang];
  const content = (
    <OfferPage
      t={c.t}
      name={name}
      link={link}
      txCode={made.txCode ?? ''}
      expiresAt={made.expiresAt}
      holder={c.actor.id as string}
    />
  );
  return view(c.t('Nhận {name} về ví', { name }), content, {
    page: { head: styleLink, noIndex: true },
    islands: ['wallet'],
  });
}
