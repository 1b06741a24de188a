// Where wallets and readers learn about us: issuer, authorization server, keys, types.
import { Type } from 'typebox';
import { AppError } from '@city/kernel/errors';
import { Answer, type Route, route } from '@city/kernel/http';
import { credentialTypes } from '../contract.ts';
import { typeMetadata } from '../credentials/type-metadata.ts';
import '../errors.ts';
import { signJws } from '../keys/authority.ts';
import { LIMITS } from '../limits.ts';
import { requestKeys } from '../protocol/encryption.ts';
import { jsonAnswer } from '../protocol/protocol-error.ts';
import type { Wallet } from '../wallet.ts';
import { issuerMetadata, serverMetadata } from './metadata.ts';

const permission = 'public: wallets and readers find out how to speak to us';
const limit = { max: LIMITS.callsPerMinute, perSeconds: 60 };
const open = { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=300' };

export function metadataRoutes(wallet: Wallet): readonly Route[] {
  return [...wellKnownRoutes(wallet), typeRoute(wallet)];
}

function wellKnownRoutes(wallet: Wallet): readonly Route[] {
  const { issuer, origin, m } = wallet;
  const facts = () =>
    issuerMetadata({
      origin,
      issuer,
      batchSize: wallet.rulesNow().credential.batchSize,
      types: credentialTypes(m).values(),
      takesAttestations: wallet.verifierRules.attestersOn(wallet.today()).length > 0,
      requestKeys: requestKeys(wallet.secrets.requestSecret, m.now())
        .slice(0, 1)
        .map(({ publicJwk }) => publicJwk),
    });
  const get = (
    url: string,
    summary: { vi: string; en: string },
    handle: Parameters<typeof route>[1],
  ): Route => route({ method: 'GET', url, permission, summary, hidden: true, limit }, handle);
  return [
    get(
      '/.well-known/openid-credential-issuer/wallet',
      { vi: 'Thành phố cấp những chứng nhận nào', en: 'Which credentials the city issues' },
      async (c) => {
        if (!/\bapplication\/jwt\b/.test(String(c.request.headers.accept ?? '')))
          return jsonAnswer(200, facts(), open);
        const iat = Math.floor(c.now.getTime() / 1000);
        const key = await wallet.authority.current('issuing');
        const token = signJws(key, 'openidvci-issuer-metadata+jwt', { ...facts(), sub: issuer, iat });
        return new Answer(200, token, { ...open, 'content-type': 'application/jwt' });
      },
    ),
    get(
      '/.well-known/oauth-authorization-server/wallet',
      { vi: 'Máy chủ cấp phép của ví', en: 'The authorization server of the wallet' },
      async () => jsonAnswer(200, serverMetadata(issuer), open),
    ),
    get(
      '/.well-known/jwt-vc-issuer/wallet',
      { vi: 'Khóa ký chứng nhận', en: 'Keys that sign credentials' },
      async () => {
        const keys = await wallet.authority.published('issuing');
        const jwks = {
          keys: keys.map(({ kid, publicJwk, x5c }) => ({ ...publicJwk, kid, x5c, use: 'sig', alg: 'ES256' })),
        };
        return jsonAnswer(200, { issuer, jwks }, open);
      },
    ),
    get('/wallet/anchors', { vi: 'Chứng thư gốc của thành phố', en: 'The city’s trust anchors' }, async () =>
      jsonAnswer(
        200,
        { anchors: (await wallet.authority.anchors()).map((der) => der.toString('base64')) },
        open,
      ),
    ),
  ];
}

function typeRoute({ origin, m }: Wallet): Route {
  return route(
    {
      method: 'GET',
      url: '/wallet/types/:type',
      permission,
      summary: { vi: 'Loại chứng nhận này là gì', en: 'What this type of credential is' },
      params: Type.Object({ type: Type.String({ maxLength: 60 }) }),
      hidden: true,
      limit,
    },
    async (c) => {
      const definition = credentialTypes(m).get(c.params.type);
      if (!definition) throw new AppError('wallet_type_unknown');
      return jsonAnswer(200, typeMetadata(origin, definition), open);
    },
  );
}
