// Issuing to a wallet from outside (OpenID4VCI 1.0): an offer becomes credentials bound to its keys; whatever is off is refused.
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { hasher } from '../credentials/sd-jwt.ts';
import { followChain } from '../keys/chain.ts';
import { expandStatuses, readStatus } from '../status/bitmap.ts';
import { outsideWallet, type WalletKey } from '../testing/outside-wallet.ts';
import { fetchBadges, offerBadge, type WalletCity, walletCity } from '../testing/wallet-city.ts';

let it: WalletCity;
beforeAll(async () => {
  it = await walletCity();
});
afterAll(() => it?.city.stop());

test('an offer with its code becomes a badge in five copies, each bound to its own key and place', async () => {
  const outside = outsideWallet(it.city);
  const offer = await offerBadge(it);
  const { credentials, keys, notificationId, issuerMetadata } = await fetchBadges(outside, offer, 5);
  expect(credentials).toHaveLength(5);
  const places = new Set<string>();
  for (const [copy, credential] of credentials.entries()) {
    const header = decodeProtectedHeader(credential.split('~')[0] as string);
    const payload = decodeJwt(credential.split('~')[0] as string);
    expect(header.typ).toBe('dc+sd-jwt');
    expect(
      await followChain(header.x5c ?? [], await it.wallet.authority.anchors(), it.city.clock.now()),
    ).not.toBeNull();
    const { x, y } = (keys[copy] as WalletKey).publicJwk;
    expect(payload['cnf']).toEqual({ jwk: { kty: 'EC', crv: 'P-256', x, y } });
    expect([payload.iss, payload['vct']]).toEqual([
      it.wallet.issuer,
      `${it.wallet.origin}/wallet/types/official-badge`,
    ]);
    expect(payload).not.toHaveProperty('name');
    places.add(JSON.stringify(payload['status']));
    const claims = await new SDJwtVcInstance({ hasher }).getClaims(credential);
    expect(claims).toMatchObject({ name: 'Ngô Thị Hạnh', role: 'officer', body: 'Sở Xây dựng Hải Phòng' });
  }
  expect(places.size).toBe(5);
  expect(notificationId).toBeTypeOf('string');
  expect(issuerMetadata.credentialIssuer.credential_issuer).toBe(it.wallet.issuer);
  expect(
    await it.city.sql(`select 1 from wallet.offer where id = '${offer.id}' and sealed is null`),
  ).toHaveLength(1);
});

test('a wrong transaction code burns the offer: the right one no longer helps', async () => {
  const outside = outsideWallet(it.city);
  const offer = await offerBadge(it);
  const wrong = offer.txCode === '000000' ? '000001' : '000000';
  await expect(fetchBadges(outside, { ...offer, txCode: wrong })).rejects.toMatchObject({
    errorResponse: { error: 'invalid_grant' },
  });
  await expect(fetchBadges(outside, offer)).rejects.toMatchObject({
    errorResponse: { error: 'invalid_grant' },
  });
  const trail = await it.city.sql(
    `select outcome from trail.entry where action = 'offer.burned' and subject_id = '${it.official.id}'`,
  );
  expect(trail).toEqual([{ outcome: 'refused' }]);
});

test('an offer works once and not after its time', async () => {
  const outside = outsideWallet(it.city);
  const offer = await offerBadge(it);
  expect((await fetchBadges(outside, offer)).credentials).toHaveLength(1);
  const refusal = { errorResponse: { error: 'invalid_grant' } };
  await expect(fetchBadges(outside, offer)).rejects.toMatchObject(refusal);
  const late = await offerBadge(it);
  await it.city.sql(`update wallet.offer set expires_at = made_at where id = '${late.id}'`);
  await expect(fetchBadges(outside, late)).rejects.toMatchObject(refusal);
});

test('what a wallet reports is kept once; deleting a credential revokes it', async () => {
  const outside = outsideWallet(it.city);
  const got = await fetchBadges(outside, await offerBadge(it));
  const { issuerMetadata, notificationId = '', credentials } = got;
  const tell = (event: 'credential_accepted' | 'credential_deleted', id = notificationId) =>
    outside.callbacks.fetch(String(issuerMetadata.credentialIssuer.notification_endpoint), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ notification_id: id, event }),
    });
  expect([(await tell('credential_accepted')).status, (await tell('credential_accepted')).status]).toEqual([
    204, 204,
  ]);
  expect(await statusOf(credentials[0] ?? '')).toBe(0);
  expect((await tell('credential_deleted')).status).toBe(204);
  expect(await statusOf(credentials[0] ?? '')).toBe(1);
  const unknown = await tell('credential_accepted', 'no such notification');
  expect([unknown.status, await unknown.json()]).toMatchObject([400, { error: 'invalid_notification_id' }]);
});

async function statusOf(credential: string): Promise<number> {
  const { status_list } = decodeJwt(credential.split('~')[0] as string)['status'] as {
    status_list: { idx: number; uri: string };
  };
  const list = decodeJwt((await it.city.as(anonymous).get(new URL(status_list.uri).pathname)).body);
  const { bits, lst } = list['status_list'] as { bits: 1; lst: string };
  return readStatus(bits, expandStatuses(lst, 1 << 20), status_list.idx);
}
