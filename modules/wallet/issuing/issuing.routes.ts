// The endpoints that wallets call: token, nonce, credential, notification.
import { Type } from 'typebox';
import { readResourceToken, type ResourceToken } from '@city/identity';
import { system } from '@city/kernel/access';
import { Answer, type RequestContext, type Route, route } from '@city/kernel/http';
import { LIMITS } from '../limits.ts';
import type { Issued } from '../credentials/issue.action.ts';
import { type DpopProof, readDpop } from '../protocol/dpop.ts';
import {
  openRequest,
  type ResponseEncryption,
  responseEncryption,
  sealAnswer,
} from '../protocol/encryption.ts';
import { makeNonce } from '../protocol/nonce.ts';
import { jsonAnswer, ProtocolError, spoken } from '../protocol/protocol-error.ts';
import type { Wallet } from '../wallet.ts';
import {
  badToken,
  type CredentialRequest,
  fetchCredential,
  readCredentialProofs,
} from './credential.action.ts';
import { fetchDeferred } from './deferred.action.ts';
import { type Notification, takeNotification } from './notify.action.ts';
import { fetchSignedIn, type Later, wantedOf } from './signed-in.action.ts';
import { redeemOffer, type TokenRequest } from './token.action.ts';

const permission = 'public: the wallet proves itself by code, token and key';
const actor = system('wallet.issuing');
const shared = { permission, hidden: true, limit: { max: LIMITS.callsPerMinute, perSeconds: 60 } } as const;

type Call = Pick<RequestContext, 'request' | 'now' | 'body'>;

export function issuingRoutes(wallet: Wallet): readonly Route[] {
  return [
    route(
      {
        ...shared,
        method: 'POST',
        url: '/wallet/token',
        summary: { vi: 'Đổi mã mời lấy quyền nhận', en: 'An access token for the code of an offer' },
        body: Type.Unknown(),
        accepts: ['form'],
      },
      (c) => spoken(() => token(wallet, c)),
    ),
    route(
      {
        ...shared,
        method: 'POST',
        url: '/wallet/nonce',
        summary: { vi: 'Số dùng một lần cho chứng minh khóa', en: 'A nonce for proofs of keys' },
      },
      async (c) =>
        jsonAnswer(
          200,
          { c_nonce: makeNonce(wallet.secrets.nonceKey, 'credential', c.now) },
          dpopNonce(wallet, c),
        ),
    ),
    route(
      {
        ...shared,
        method: 'POST',
        url: '/wallet/credential',
        summary: { vi: 'Nhận chứng nhận', en: 'The credential' },
        body: Type.Unknown(),
        accepts: ['json', 'jwt'],
        bodyLimit: LIMITS.credentialRequestBytes,
      },
      (c) => spoken(() => credential(wallet, c)),
    ),
    route(
      {
        ...shared,
        method: 'POST',
        url: '/wallet/deferred',
        summary: { vi: 'Nhận chứng nhận đã hẹn', en: 'A credential that was to be fetched later' },
        body: Type.Unknown(),
        accepts: ['json', 'jwt'],
        bodyLimit: LIMITS.credentialRequestBytes,
      },
      (c) => spoken(() => deferred(wallet, c)),
    ),
    route(
      {
        ...shared,
        method: 'POST',
        url: '/wallet/notification',
        summary: { vi: 'Ví báo đã nhận hay chưa', en: 'What became of a credential' },
        body: Type.Unknown(),
      },
      (c) => spoken(() => notification(wallet, c)),
    ),
  ];
}

const dpopNonce = (wallet: Wallet, c: Call) => ({
  'dpop-nonce': makeNonce(wallet.secrets.nonceKey, 'dpop', c.now),
});

async function token(wallet: Wallet, c: Call): Promise<Answer> {
  const proof = await proofOf(wallet, c, '/token');
  const answer = await wallet.m.db.transaction(actor, (tx) =>
    redeemOffer(tx, wallet, objectOf(c.body) as TokenRequest, proof),
  );
  if (answer instanceof ProtocolError) throw answer;
  return jsonAnswer(200, answer, dpopNonce(wallet, c));
}

async function credential(wallet: Wallet, c: Call): Promise<Answer> {
  const caller = await callerOf(wallet, c, '/credential');
  const { request, isEncrypted } = await requestOf(wallet, c);
  const encryption = responseEncryption(request.credential_response_encryption, isEncrypted);
  if (caller.signedIn) wantedOf(wallet, caller.signedIn, request);
  const proofs = await readCredentialProofs(wallet, request, c.now, caller.signedIn?.clientId);
  const { dpop } = caller;
  const got = caller.signedIn
    ? await fetchSignedIn(wallet, { token: caller.signedIn, dpop, request, proofs })
    : await wallet.m.db.transaction(actor, (tx) =>
        fetchCredential(tx, wallet, { token: caller.text, dpop, request, proofs }),
      );
  return given(wallet, c, got, encryption);
}

async function deferred(wallet: Wallet, c: Call): Promise<Answer> {
  const { signedIn: token, dpop } = await callerOf(wallet, c, '/deferred');
  if (!token) throw badToken();
  const { request, isEncrypted } = await requestOf(wallet, c);
  const encryption = responseEncryption(request.credential_response_encryption, isEncrypted);
  const { transaction_id: transactionId } = request as { transaction_id?: unknown };
  return given(wallet, c, await fetchDeferred(wallet, { token, dpop, transactionId }), encryption);
}

/** The copies, or when to come again (§8.3, §9.2). */
async function given(
  wallet: Wallet,
  c: Call,
  got: Issued | Later,
  encryption: ResponseEncryption | null,
): Promise<Answer> {
  const isLater = 'transactionId' in got;
  const body = isLater
    ? { transaction_id: got.transactionId, interval: got.intervalSeconds }
    : {
        credentials: got.credentials.map((one) => ({ credential: one })),
        notification_id: got.notificationId,
      };
  const status = isLater ? 202 : 200;
  if (!encryption) return jsonAnswer(status, body, dpopNonce(wallet, c));
  return new Answer(status, await sealAnswer(body, encryption), {
    'content-type': 'application/jwt',
    'cache-control': 'no-store',
    ...dpopNonce(wallet, c),
  });
}

async function requestOf(
  wallet: Wallet,
  c: Call,
): Promise<{ request: CredentialRequest; isEncrypted: boolean }> {
  const isEncrypted = typeof c.body === 'string';
  const request = isEncrypted
    ? await openRequest(c.body as string, wallet.secrets.requestSecret, c.now)
    : objectOf(c.body);
  return { request: request as CredentialRequest, isEncrypted };
}

/** The notification's id is a secret of the wallet; we ask for no token, since those last minutes and wallets report days later. */
async function notification(wallet: Wallet, c: Call): Promise<Answer> {
  await wallet.m.db.transaction(actor, (tx) => takeNotification(tx, objectOf(c.body) as Notification));
  return new Answer(204, undefined);
}

function proofOf(wallet: Wallet, c: Call, path: string, accessToken?: string): Promise<DpopProof> {
  return readDpop(c.request.headers['dpop'], {
    method: 'POST',
    url: `${wallet.issuer}${path}`,
    now: c.now,
    nonceKey: wallet.secrets.nonceKey,
    nonceSeconds: wallet.rulesNow().nonceSeconds,
    ...(accessToken === undefined ? {} : { accessToken }),
  });
}

interface Caller {
  readonly text: string;
  readonly dpop: DpopProof;
  /** Null: the token is one of ours, for the code of an offer. */
  readonly signedIn: (ResourceToken & { readonly thumbprint: string }) | null;
}

/** Who calls: a token of ours or of the city's provider, with a proof of the key to which it is bound. @throws ProtocolError */
async function callerOf(wallet: Wallet, c: Call, path: string): Promise<Caller> {
  const text = /^DPoP ([A-Za-z0-9._-]{20,8000})$/i.exec(String(c.request.headers.authorization ?? ''))?.[1];
  if (text === undefined)
    throw new ProtocolError('invalid_token', 'an access token with DPoP is needed', {
      status: 401,
      headers: { 'www-authenticate': 'DPoP algs="ES256"' },
    });
  const dpop = await proofOf(wallet, c, path, text);
  if (!text.includes('.')) return { text, dpop, signedIn: null };
  const token = await readResourceToken(wallet.m, text, wallet.issuer);
  if (!token || token.thumbprint === null || token.thumbprint !== dpop.thumbprint) throw badToken();
  return { text, dpop, signedIn: { ...token, thumbprint: token.thumbprint } };
}

const objectOf = (body: unknown): object => (typeof body === 'object' && body !== null ? body : {});
