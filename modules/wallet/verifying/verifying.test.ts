// Checking a wallet from outside (OpenID4VP 1.0, HAIP 1.0): what holds is shown, what is off in one point is refused and says why.
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous, system } from '@city/kernel/access';
import { credentialTypes } from '../contract.ts';
import { revokeCredentials } from '../credentials/issue.action.ts';
import { makeKey, type OutsideWallet, outsideWallet, type WalletKey } from '../testing/outside-wallet.ts';
import { askBadge, present, readRequest, type Shown } from '../testing/presenting.ts';
import { fetchBadges, offerBadge, type WalletCity, walletCity } from '../testing/wallet-city.ts';
import { checkPurposes, overAsked, registeredOn } from './purposes.ts';

let it: WalletCity;
let outside: OutsideWallet;
let held: { credential: string; key: WalletKey };
beforeAll(async () => {
  it = await walletCity();
  outside = outsideWallet(it.city);
  const { credentials, keys } = await fetchBadges(outside, await offerBadge(it));
  held = { credential: credentials[0] as string, key: keys[0] as WalletKey };
});
afterAll(() => it?.city.stop());

const outcomeOf = async (id: string) =>
  (
    await it.city.sql<{ outcome: string; reason: string | null; answer: Buffer | null }>(
      `select outcome, reason, answer from wallet.presentation where id = '${id}'`,
    )
  )[0];

async function shownFor(id: string) {
  const row = await outcomeOf(id);
  return row?.answer ? JSON.parse(it.wallet.secrets.answers.open(id, row.answer).toString()) : null;
}

test.each(['A128GCM', 'A256GCM'])(
  'an encrypted answer (%s) is verified, and only what was asked for is kept, sealed',
  async (enc) => {
    const asked = await askBadge(it);
    await present(it, outside, asked.link, { ...held, disclose: ['name', 'title', 'body', 'role'] }, enc);
    expect(await outcomeOf(asked.id)).toMatchObject({ outcome: 'verified', reason: null });
    expect(await shownFor(asked.id)).toEqual([
      { path: ['name'], value: 'Ngô Thị Hạnh' },
      { path: ['title'], value: 'Chuyên viên' },
      { path: ['body'], value: 'Sở Xây dựng Hải Phòng' },
    ]);
    const trail = await it.city.sql(
      `select outcome, purpose, subject_id from trail.entry where action = 'presentation.checked' and object_id = '${asked.id}'`,
    );
    expect(trail).toEqual([{ outcome: 'allowed', purpose: 'official-at-door', subject_id: it.official.id }]);
  },
);

test.each(['x509_hash', 'x509_san_dns'] as const)(
  'a plain answer to a verifier named by %s is verified too',
  async (prefix) => {
    const asked = await askBadge(it, { mode: 'direct_post', prefix });
    expect(asked.clientId.startsWith(`${prefix}:`)).toBe(true);
    await present(it, outside, asked.link, held);
    expect((await outcomeOf(asked.id))?.outcome).toBe('verified');
  },
);

test.each<[string, Partial<Shown>, string]>([
  ['for another verifier', { aud: 'x509_hash:somebody-else' }, 'made for another verifier'],
  ['for the host without its prefix', { aud: 'localhost' }, 'made for another verifier'],
  ['with another nonce', { nonce: 'another' }, 'signature, digests or key binding do not hold'],
  ['too long ago', { iat: 1_700_000_000 }, 'key binding is too old or from the future'],
  ['in the future', { iat: 4_000_000_000 }, 'key binding is too old or from the future'],
  ['without a claim that was asked for', { disclose: ['name'] }, 'claims that were asked for are missing'],
])('a key binding made %s is refused', async (_what, change, reason) => {
  const asked = await askBadge(it);
  await present(it, outside, asked.link, { ...held, ...change });
  expect(await outcomeOf(asked.id)).toEqual({ outcome: 'refused', reason, answer: null });
});

const parts = (presented: string) => presented.split('~');
const reworded = (disclosure: string) => {
  const [salt, name] = JSON.parse(Buffer.from(disclosure, 'base64url').toString()) as [string, string];
  return Buffer.from(JSON.stringify([salt, name, 'Người khác'])).toString('base64url');
};
const unsigned = (jwt: string) => {
  const [header = '', payload, signature] = jwt.split('.');
  const none = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), alg: 'none' };
  return [Buffer.from(JSON.stringify(none)).toString('base64url'), payload, signature].join('.');
};
test.each<[string, (presented: string) => string, RegExp]>([
  [
    'with a disclosure of other words',
    (vp) =>
      parts(vp)
        .with(1, reworded(parts(vp)[1] ?? ''))
        .join('~'),
    /do not hold/,
  ],
  [
    'with a disclosure taken out after the binding',
    (vp) => parts(vp).toSpliced(1, 1).join('~'),
    /do not hold/,
  ],
  ['without key binding', (vp) => parts(vp).with(-1, '').join('~'), /key binding/],
  [
    'with alg none',
    (vp) =>
      parts(vp)
        .with(0, unsigned(parts(vp)[0] ?? ''))
        .join('~'),
    /signed with ES256/,
  ],
  [
    'with another signature',
    (vp) =>
      parts(vp)
        .with(0, `${(parts(vp)[0] ?? '').slice(0, -6)}AAAAAA`)
        .join('~'),
    /do not hold/,
  ],
  ['that is no credential', () => 'nothing', /no SD-JWT/],
])('an answer %s is refused', async (_what, tamper, reason) => {
  const asked = await askBadge(it);
  await present(it, outside, asked.link, { ...held, tamper });
  expect(await outcomeOf(asked.id)).toMatchObject({
    outcome: 'refused',
    reason: expect.stringMatching(reason),
    answer: null,
  });
});

test('an answer that was given once counts for no other request', async () => {
  const asked = await askBadge(it);
  let first = '';
  const keep = (presented: string) => (first = presented);
  await present(it, outside, asked.link, { ...held, tamper: keep });
  const next = await askBadge(it);
  await present(it, outside, next.link, { ...held, tamper: () => first });
  expect(await outcomeOf(next.id)).toMatchObject({ outcome: 'refused', answer: null });
});

test('whoever asks for more than a purpose may is not registered', () => {
  const types = credentialTypes(it.wallet.m);
  const purpose = {
    code: 'school-gate',
    validFrom: '2026-01-01',
    validTo: null,
    document: 'test',
    title: { vi: 'Cổng trường', en: 'School gate' },
    why: { vi: 'Đón trẻ', en: 'To pick up a child' },
    roles: null,
    type: 'guardian-mandate',
    claims: [['name'], ['ward_name']],
  };
  const guardian = types.get('guardian-mandate');
  expect(overAsked(purpose, guardian)).toBeNull();
  const birth = { ...purpose, claims: [['ward_birth_date']] };
  expect(overAsked(birth, guardian)).toMatch(/only officials/);
  expect(overAsked({ ...birth, roles: ['civil_status'] }, guardian)).toBeNull();
  expect(overAsked({ ...purpose, claims: [['address']] }, guardian)).toMatch(/no claim address/);
  expect(overAsked({ ...purpose, claims: [['name'], ['name']] }, guardian)).toMatch(/twice/);
  expect(overAsked({ ...purpose, type: 'nothing' }, types.get('nothing'))).toMatch(/no credential/);
  const rules = { ...it.wallet.verifierRules, purposesOn: () => [purpose, birth] };
  const wallet = { ...it.wallet, verifierRules: rules };
  expect(registeredOn(wallet, '2026-11-28')).toEqual([purpose]);
  expect(() => checkPurposes(wallet)).toThrow(/school-gate: only officials/);
});

test('a key other than the holder’s is refused', async () => {
  const asked = await askBadge(it);
  await present(it, outside, asked.link, { ...held, key: await makeKey() });
  expect((await outcomeOf(asked.id))?.outcome).toBe('refused');
});

test('a revoked credential is refused as such, at once', async () => {
  const got = await fetchBadges(outside, await offerBadge(it));
  const { idx } = (
    decodeJwt((got.credentials[0] ?? '').split('~')[0] ?? '')['status'] as { status_list: { idx: number } }
  ).status_list;
  const batch = await it.city.sql<{ id: string }>(
    `select batch_id as id from wallet.credential where idx = ${idx}`,
  );
  await it.wallet.m.db.transaction(system('test'), (tx) =>
    revokeCredentials(tx, { id: batch[0]?.id ?? '' }, 'lost'),
  );
  const asked = await askBadge(it);
  await present(it, outside, asked.link, {
    credential: got.credentials[0] as string,
    key: got.keys[0] as WalletKey,
  });
  expect(await outcomeOf(asked.id)).toMatchObject({ outcome: 'refused', reason: 'revoked' });
});

test('a credential of an issuer that nobody vouches for is refused', async () => {
  const other = await walletCity();
  try {
    const stranger = outsideWallet(other.city);
    const { credentials, keys } = await fetchBadges(stranger, await offerBadge(other));
    const asked = await askBadge(it);
    await present(it, outside, asked.link, {
      credential: credentials[0] as string,
      key: keys[0] as WalletKey,
    });
    expect(await outcomeOf(asked.id)).toMatchObject({ outcome: 'refused', reason: 'issuer is not trusted' });
  } finally {
    await other.city.stop();
  }
});

test('the request is signed, names its audience, has a fresh key, and is given once', async () => {
  const asked = await askBadge(it);
  const { payload } = await readRequest(outside, asked.link);
  expect(payload).toMatchObject({ client_id: asked.clientId, response_mode: 'direct_post.jwt' });
  expect(payload['nonce']).toHaveLength(43);
  const second = await askBadge(it);
  const got = await it.city.as(anonymous).get(`/wallet/request/${second.id}`);
  expect(got.headers['content-type']).toContain('application/oauth-authz-req+jwt');
  expect(decodeProtectedHeader(got.body)).toMatchObject({ typ: 'oauth-authz-req+jwt', alg: 'ES256' });
  const claims = decodeJwt(got.body);
  expect(claims.aud).toBe('https://self-issued.me/v2');
  const keyOf = (given: unknown) => (given as { jwks: { keys: { x: string }[] } }).jwks.keys[0]?.x;
  expect(keyOf(claims['client_metadata'])).toHaveLength(43);
  expect(keyOf(claims['client_metadata'])).not.toBe(keyOf(payload['client_metadata']));
  const again = await it.city.as(anonymous).get(`/wallet/request/${second.id}`);
  expect([again.statusCode, again.json().error]).toEqual([404, 'invalid_request']);
});

test('a wallet that fetches with POST finds its own nonce in what we sign', async () => {
  const asked = await askBadge(it);
  const got = await it.city.as(anonymous).inject({
    method: 'POST',
    url: `/wallet/request/${asked.id}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ wallet_nonce: 'of the wallet', wallet_metadata: '{}' }).toString(),
  });
  expect(decodeJwt(got.body)['wallet_nonce']).toBe('of the wallet');
});

test('one answer counts; an answer to a request that was not fetched, has run out or has another state does not', async () => {
  const post = (id: string, fields: Record<string, string>) =>
    it.city.as(anonymous).inject({
      method: 'POST',
      url: `/wallet/response/${id}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });
  const asked = await askBadge(it, { mode: 'direct_post' });
  expect((await post(asked.id, { vp_token: '{}', state: 'x' })).statusCode).toBe(400);
  const { payload } = await readRequest(outside, asked.link);
  expect((await post(asked.id, { vp_token: '{}', state: 'another' })).json().error).toBe('invalid_request');
  expect((await post(asked.id, { vp_token: 'no json', state: String(payload['state']) })).json().error).toBe(
    'invalid_request',
  );
  expect((await post(asked.id, { error: 'access_denied', state: String(payload['state']) })).statusCode).toBe(
    200,
  );
  expect(await outcomeOf(asked.id)).toMatchObject({ outcome: 'declined', answer: null });
  expect((await post(asked.id, { error: 'access_denied', state: String(payload['state']) })).statusCode).toBe(
    400,
  );
  const encrypted = await askBadge(it);
  await readRequest(outside, encrypted.link);
  expect((await post(encrypted.id, { response: 'a.b.c.d.e' })).json().error).toBe('invalid_request');
  expect((await post(encrypted.id, { vp_token: '{}', state: 'x' })).json().error).toBe('invalid_request');
  const late = await askBadge(it);
  await it.city.sql(`update wallet.presentation set expires_at = made_at where id = '${late.id}'`);
  expect((await it.city.as(anonymous).get(`/wallet/request/${late.id}`)).statusCode).toBe(404);
});

test('the key of a request is forgotten with its answer', async () => {
  const asked = await askBadge(it);
  await present(it, outside, asked.link, held);
  expect(await it.city.sql(`select enc_key from wallet.presentation where id = '${asked.id}'`)).toEqual([
    { enc_key: null },
  ]);
});
