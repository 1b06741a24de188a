// What wallets call to answer a verifier: fetch the request once, post the answer.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { Answer, type RequestContext, type Route, route } from '@city/kernel/http';
import { vctOf } from '../credentials/type-metadata.ts';
import { LIMITS } from '../limits.ts';
import { jsonAnswer, ProtocolError, spoken } from '../protocol/protocol-error.ts';
import type { PresentationRow } from '../tables.ts';
import type { Wallet } from '../wallet.ts';
import { takeAnswer, type WalletAnswer } from './answer.action.ts';
import { purposeOf } from './ask.action.ts';
import { takeRequest } from './presentation.store.ts';
import { type EncryptionJwk, signRequest } from './request-object.ts';

const permission = 'public: a wallet is not known before it answers; the address of a request is its secret';
const actor = system('wallet.verifying');
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
const shared = {
  permission,
  params: Id,
  hidden: true,
  limit: { max: LIMITS.callsPerMinute, perSeconds: 60 },
} as const;

type Call = Pick<RequestContext<unknown, unknown, { id: string }>, 'params' | 'now' | 'body'>;

export function verifyingRoutes(wallet: Wallet): readonly Route[] {
  return [
    route<never, never, never, typeof Id>(
      {
        ...shared,
        method: 'GET',
        url: '/wallet/request/:id',
        summary: { vi: 'Yêu cầu xuất trình (đã ký)', en: 'A request to show credentials (signed)' },
      },
      (c) => spoken(() => request(wallet, c as Call)),
    ),
    route<never, ReturnType<typeof Type.Unknown>, never, typeof Id>(
      {
        ...shared,
        method: 'POST',
        url: '/wallet/request/:id',
        summary: {
          vi: 'Yêu cầu xuất trình, theo số của ví',
          en: 'A request to show credentials, for a nonce of the wallet',
        },
        body: Type.Unknown(),
        accepts: ['form'],
      },
      (c) => spoken(() => request(wallet, c as Call, walletNonceOf(c.body))),
    ),
    route<never, ReturnType<typeof Type.Unknown>, never, typeof Id>(
      {
        ...shared,
        method: 'POST',
        url: '/wallet/response/:id',
        summary: { vi: 'Ví trả lời yêu cầu xuất trình', en: 'The answer of a wallet' },
        body: Type.Unknown(),
        accepts: ['form'],
        bodyLimit: 2 * LIMITS.presentationCharacters,
      },
      (c) => spoken(() => answer(wallet, c as Call)),
    ),
  ];
}

async function request(wallet: Wallet, c: Call, walletNonce?: string): Promise<Answer> {
  const row = await wallet.m.db.transaction(actor, (tx) => takeRequest(tx, c.params.id));
  if (!row)
    throw new ProtocolError('invalid_request', 'this request was fetched already or has run out', {
      status: 404,
    });
  const purpose = purposeOf(wallet, row.purpose);
  const keys = await wallet.authority.published('verifying');
  const key = keys.find(({ hash }) => row.client_id === `x509_hash:${hash}`) ?? keys[0];
  if (!key) throw new Error('no key to sign requests');
  const token = signRequest(key, {
    row,
    purpose,
    vct: vctOf(wallet.origin, purpose.type),
    origin: wallet.origin,
    encryptionJwk: encryptionJwk(wallet, row),
    now: c.now,
    ...(walletNonce === undefined ? {} : { walletNonce }),
  });
  return new Answer(200, token, {
    'content-type': 'application/oauth-authz-req+jwt',
    'cache-control': 'no-store',
  });
}

function encryptionJwk(wallet: Wallet, row: PresentationRow): EncryptionJwk | null {
  if (row.enc_key === null) return null;
  const secret = JSON.parse(wallet.secrets.answers.open(row.id, row.enc_key).toString());
  const { kty, crv, x, y } = createPublicKey(createPrivateKey({ key: secret, format: 'jwk' })).export({
    format: 'jwk',
  }) as Omit<EncryptionJwk, 'kid'>;
  return { kty, crv, x, y, kid: row.id };
}

function walletNonceOf(body: unknown): string | undefined {
  const given = (body as { wallet_nonce?: unknown } | null)?.wallet_nonce;
  if (given === undefined) return undefined;
  if (typeof given !== 'string' || given.length > 500)
    throw new ProtocolError('invalid_request', 'wallet_nonce is malformed');
  return given;
}

async function answer(wallet: Wallet, c: Call): Promise<Answer> {
  const given = (typeof c.body === 'object' && c.body !== null ? c.body : {}) as WalletAnswer;
  return jsonAnswer(200, await takeAnswer(wallet, c.params.id, given));
}
