// The endpoints that wallets call: token, nonce, credential, notification.
import { Type } from 'typebox';
import { system } from '@city/kernel/access';
import { Answer, type RequestContext, type Route, route } from '@city/kernel/http';
import { LIMITS } from '../limits.ts';
import { type DpopProof, readDpop } from '../protocol/dpop.ts';
import { makeNonce } from '../protocol/nonce.ts';
import { jsonAnswer, ProtocolError, spoken } from '../protocol/protocol-error.ts';
import type { Wallet } from '../wallet.ts';
import { type CredentialRequest, fetchCredential, readCredentialProofs } from './credential.action.ts';
import { type Notification, takeNotification } from './notify.action.ts';
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
        bodyLimit: LIMITS.credentialRequestBytes,
      },
      (c) => spoken(() => credential(wallet, c)),
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
  const accessToken = tokenOf(c);
  const dpop = await proofOf(wallet, c, '/credential', accessToken);
  const request = objectOf(c.body) as CredentialRequest;
  const proofs = await readCredentialProofs(wallet, request, c.now);
  const issued = await wallet.m.db.transaction(actor, (tx) =>
    fetchCredential(tx, wallet, { token: accessToken, dpop, request, proofs }),
  );
  const body = {
    credentials: issued.credentials.map((one) => ({ credential: one })),
    notification_id: issued.notificationId,
  };
  return jsonAnswer(200, body, dpopNonce(wallet, c));
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

function tokenOf(c: Call): string {
  const given = /^DPoP ([A-Za-z0-9_-]{43})$/.exec(String(c.request.headers.authorization ?? ''))?.[1];
  if (given !== undefined) return given;
  throw new ProtocolError('invalid_token', 'an access token with DPoP is needed', {
    status: 401,
    headers: { 'www-authenticate': 'DPoP algs="ES256"' },
  });
}

const objectOf = (body: unknown): object => (typeof body === 'object' && body !== null ? body : {});
