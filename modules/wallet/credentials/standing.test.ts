// What a credential stands on changes: the post ends, custody is lost, somebody moves. The credential is void then, and its holder is told.
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PostKept } from '@city/identity';
import { system } from '@city/kernel/access';
import { projectRoot } from '@city/kernel/config/root';
import { eventually, queuedMessages } from '@city/kernel/testing';
import {
  readRegisterData,
  type RegistersSimulator,
  startRegistersSimulator,
} from '@city/registers-simulator';
import { ask, askCopies, proofsFor } from '../testing/asking.ts';
import { authorize, type SignedInCity, signedInCity } from '../testing/signed-in-city.ts';
import { endAll } from './ending.sweep.ts';
import { recheckPerson } from './recheck.action.ts';
import { hasher } from './sd-jwt.ts';

const data = readRegisterData(join(projectRoot(), 'city', 'haiphong'));
const entryOf = (name: string) => data.people.find((one) => one.name === name)!;
let it: SignedInCity;
let registers: RegistersSimulator;
beforeAll(async () => {
  registers = await startRegistersSimulator({ data });
  const { url, secret } = registers;
  it = await signedInCity({
    start: { relay: true, work: true },
    environment: { CITY_REGISTERS_URL: url, CITY_REGISTERS_SECRET: secret },
  });
  await it.city.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = it.city.app.server.address() as AddressInfo;
  registers.tell(`http://127.0.0.1:${port}/api/registers/notices`);
});
afterAll(async () => {
  await it?.stop();
  await registers?.close();
});

/** Signs in, fetches one copy, answers what stands in it. */
async function fetched(type: string, persona: string) {
  const got = await authorize(it, { scope: `credential:${type}`, persona });
  const answer = await askCopies(got, await got.redeem?.(), { configuration: type });
  const [copy] = answer.credentialResponse.credentials as { credential: string }[];
  const credential = copy?.credential ?? '';
  const { status_list: place } = decodeJwt(credential.split('~')[0] ?? '')['status'] as {
    status_list: { idx: number };
  };
  const [row] = await it.city.sql<{ id: string; person_id: string; reference: string }>(
    `select b.id, b.person_id, b.reference from wallet.batch b join wallet.credential c on c.batch_id = b.id where c.idx = ${place.idx}`,
  );
  if (!row) throw new Error('no batch');
  return {
    claims: await new SDJwtVcInstance({ hasher }).getClaims(credential),
    ...row,
  };
}

const revokedWhy = async (id: string) =>
  (
    await it.city.sql<{ why: string | null }>(
      `select revoked_why as why from wallet.batch where id = '${id}'`,
    )
  )[0]?.why ?? null;

test('a guardian’s mandate names ward and powers, stands on both trails, and dies with the custody', async () => {
  await authorize(it, { scope: 'credential:guardian-mandate', persona: 'tran-van-hung' });
  await registers.tellAll();
  const held = await fetched('guardian-mandate', 'tran-van-hung');
  expect(held.claims).toMatchObject({
    name: 'Trần Văn Hùng',
    basis: 'Người giám hộ',
    ward_name: 'Phạm Gia Bảo',
    powers: expect.arrayContaining(['report.file']),
  });
  const trail = await it.city.sql(
    `select distinct subject_id from trail.entry where action = 'credential.issued' and object_id = '${held.id}'`,
  );
  expect(trail).toHaveLength(2);
  await registers.changePerson(entryOf('Phạm Gia Bảo').personalNumber, { custody: [], entry: '3/2026/QĐ' });
  expect(
    await eventually(
      () => revokedWhy(held.id),
      (why) => why !== null,
    ),
  ).toBe('what it stood on has ended');
  const told = (await queuedMessages(it.city)).filter(({ template }) => template === 'wallet.ended');
  expect(told.length).toBeGreaterThan(0);
});

test('a residence is asked of the register, later when it is away; whoever moves gets another', async () => {
  registers.setAway(true);
  const got = await authorize(it, { scope: 'credential:residence', persona: 'vu-hoang-long' });
  const tokens = await got.redeem?.();
  const ticket = await ask(got, tokens, {
    credential_configuration_id: 'residence',
    proofs: await proofsFor(got),
  });
  expect([ticket.status, ticket.body['interval']]).toEqual([202, 30]);
  registers.setAway(false);
  const { transaction_id } = ticket.body;
  expect((await ask(got, tokens, { transaction_id }, 'deferred')).status).toBe(200);
  const before = await fetched('residence', 'vu-hoang-long');
  const { residence, personalNumber } = entryOf('Vũ Hoàng Long');
  expect(before.claims).toMatchObject({ unit_code: residence?.unit, since: residence?.since });
  await registers.changePerson(personalNumber, { residence });
  await registers.changePerson(personalNumber, {
    residence: { unit: '11383', since: '2026-11-01', entry: 'CT 2026/1101' },
  });
  expect(
    await eventually(
      () => revokedWhy(before.id),
      (why) => why !== null,
    ),
  ).toBe('what it stood on has ended');
  expect((await fetched('residence', 'vu-hoang-long')).claims).toMatchObject({ unit_code: '11383' });
});

test('a badge dies when the post’s last day is over, to the second', async () => {
  const held = await fetched('official-badge', 'ngo-thi-hanh');
  const [post] = await it.city.sql<Record<string, string>>(
    `select id, code, body, unit, role, title_vi, title_en, valid_from::text from identity.post where 'post:' || id = '${held.reference}'`,
  );
  const last = new Date(it.city.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10);
  await it.city.module('identity').db.transaction(system('test'), async (tx) => {
    tx.emit(PostKept, post?.['id'] ?? '', {
      postId: post?.['id'] ?? '',
      code: post?.['code'] ?? '',
      body: post?.['body'] ?? '',
      unit: post?.['unit'] ?? null,
      role: post?.['role'] ?? '',
      title: { vi: post?.['title_vi'] ?? '', en: post?.['title_en'] ?? '' },
      validFrom: post?.['valid_from'] ?? '',
      validTo: last,
    });
  });
  const endsAt = new Date(`${last}T17:00:00Z`).getTime();
  await eventually(
    () => it.city.sql(`select 1 from wallet.ending where reference = '${held.reference}'`),
    (rows) => rows.length === 1,
  );
  const before = it.city.clock.now();
  it.city.clock.set(new Date(endsAt - 1000));
  await endAll(it.wallet.m);
  expect(await revokedWhy(held.id)).toBeNull();
  it.city.clock.set(new Date(endsAt));
  await endAll(it.wallet.m);
  expect(await revokedWhy(held.id)).toBe('what it stood on has ended');
  it.city.clock.set(before);
});

test('what a credential says is compared at night: another title, another holder, and it is void; the rest stays', async () => {
  const held = await fetched('official-badge', 'ngo-thi-hanh');
  const look = () => recheckPerson(it.wallet, held.person_id, { asksRegisters: false });
  await look();
  expect(await revokedWhy(held.id)).toBeNull();
  await it.city.sql(
    `update identity.post set title_vi = 'Chức danh khác' where 'post:' || id = '${held.reference}'`,
  );
  await look();
  expect(await revokedWhy(held.id)).toBe('what it says is no longer so');
  const next = await fetched('official-badge', 'ngo-thi-hanh');
  await it.city.sql(`update identity.post set person_id = null where 'post:' || id = '${next.reference}'`);
  await look();
  expect(await revokedWhy(next.id)).toBe('what it stood on has ended');
});
