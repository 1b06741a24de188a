// Helped to an account by two officers: what it takes, what it refuses, what it is worth, and who can read that it happened.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askForCode, codeSentBy } from '../testing/means.ts';
import { type Browser, identityCity, type IdentityCity, readTrail } from '../testing/identity-city.ts';
import { lapseOnboardings } from './onboarding.store.ts';
import type { OnboardingList, PrintedCodes } from './onboarding-schemas.ts';
import { system } from '@city/kernel/access';
import type { Tables } from '../tables.ts';

const base = '/api/desk/onboardings';
const grandmother = {
  number: '031 1 45 000123',
  name: 'Vũ Thị Tý',
  birthDate: '1945-02-10',
  phone: '0912 777 001',
  codes: true,
};

let stage: IdentityCity;
let officer: Browser;
let leader: Browser;
let elsewhere: Browser;
beforeAll(async () => {
  stage = await identityCity({ work: true });
});
afterAll(() => stage?.stop());
beforeEach(async () => {
  stage.city.clock.set('2026-09-08T02:00:00Z');
  await stage.city.sql('truncate identity.onboarding, identity.attempt_count');
  officer = await from('bui-minh-duc', 'officer');
  leader = await from('pham-thi-hoa', 'leader');
  elsewhere = await from('hoang-thi-lan', 'officer');
});

async function from(persona: string, role: string): Promise<Browser> {
  const browser = stage.browser();
  await browser.signIn(persona);
  const { posts } = (await browser.json('/api/me')).json() as { posts: { id: string; role: string }[] };
  await browser.json('/api/me/post', { post: posts.find((one) => one.role === role)?.id ?? null });
  return browser;
}

async function send(browser: Browser, url: string, body?: object) {
  const answer = await browser.json(url, body ?? {});
  browser.keep(answer);
  return answer;
}

/** Opened by the officer, the telephone proved with the code that was sent there. */
async function opened(more: Partial<typeof grandmother> = {}): Promise<string> {
  const input = { ...grandmother, ...more };
  let id = '';
  const open = async () => {
    const answer = await send(officer, base, input);
    expect(answer.statusCode, answer.body).toBe(201);
    id = answer.json().id;
  };
  if (input.phone === '') await open();
  else {
    const code = await codeSentBy(stage, open);
    const proved = await send(officer, `${base}/${id}/code`, { code });
    expect(proved.statusCode, proved.body).toBe(200);
  }
  return id;
}

const queueOf = async (browser: Browser) => (await browser.json(base)).json() as OnboardingList;

describe('somebody without a smartphone', () => {
  it('signs in with a text message after two officers helped, at level 1, and reads who they were', async () => {
    const id = await opened();
    const [waiting] = (await queueOf(leader)).items;
    expect(waiting).toMatchObject({ id, isOwn: false, phoneProved: true });
    expect(waiting?.told).toEqual({
      name: grandmother.name,
      birthDate: grandmother.birthDate,
      number: '•••••••••123',
      phone: '•••••••••001',
    });
    const confirmed = await send(leader, `${base}/${id}/confirm`);
    expect(confirmed.statusCode, confirmed.body).toBe(200);
    const { codes, name } = confirmed.json() as PrintedCodes;
    expect([codes.length, name]).toEqual([10, grandmother.name]);

    const own = stage.browser();
    const code = await askForCode(stage, own, grandmother.phone.replaceAll(' ', ''));
    expect((await own.open('/sign-in/code/check', { code })).statusCode).toBe(303);
    const page = (await own.open('/me')).body;
    expect(page).toContain(grandmother.name);
    expect(page).toContain('Chưa được xác minh');
    expect(page).toContain('Mức xác thực 1');
    const [person] = await stage.city.sql<{
      person_id: string;
      opened_by: string;
      ended_by: string;
      told: null;
    }>('select person_id, opened_by, ended_by, told from identity.onboarding where onboarding_id = $1', [id]);
    expect(person?.told).toBeNull();
    expect(person?.opened_by).not.toBe(person?.ended_by);
    const trail = (await readTrail(stage.city)).filter(({ subject_id: of }) => of === person?.person_id);
    expect(trail.find(({ action }) => action === 'onboarding.confirmed')).toMatchObject({
      actor_kind: 'officer',
      actor_id: person?.ended_by,
      detail: { openedBy: person?.opened_by },
    });
  });

  it('signs in with a printed code where there is no telephone at all', async () => {
    const id = await opened({
      number: '031 1 40 000456',
      birthDate: '1940-05-01',
      name: 'Lê Thị Sửu',
      phone: '',
    });
    const { codes } = (await send(leader, `${base}/${id}/confirm`)).json() as PrintedCodes;
    const rows = await stage.city.sql<{ kind: string; added_how: string; highest_level: number }>(
      `select a.kind, a.added_how, a.highest_level from identity.authenticator a
         join identity.onboarding o using (person_id) where o.onboarding_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ kind: 'recovery', added_how: 'assisted', highest_level: 1 }]);
    const hashes = await stage.city.sql<{ code_hash: string }>(
      'select code_hash from identity.recovery_code',
    );
    expect(hashes.some(({ code_hash: hash }) => codes.some((code) => hash.includes(code)))).toBe(false);
  });
});

describe('it is refused', () => {
  it('to one officer alone, to another office, and to those whose post does not help', async () => {
    const id = await opened();
    expect((await send(officer, `${base}/${id}/confirm`)).json().code).toBe('onboarding_second_needed');
    expect((await send(elsewhere, `${base}/${id}/confirm`)).statusCode).toBe(404);
    expect((await queueOf(elsewhere)).items).toEqual([]);
    const auditor = await from('trinh-thi-thu', 'inspector');
    expect((await auditor.json(base)).statusCode).toBe(403);
    const citizen = stage.browser();
    await citizen.signIn('nguyen-thi-mai');
    expect((await citizen.json(base)).statusCode).toBe(403);
    expect((await stage.browser().json(base)).statusCode).toBe(401);
  });

  it('before the code from the telephone was typed, and with a wrong one', async () => {
    let id = '';
    await codeSentBy(stage, async () => {
      id = (await send(officer, base, grandmother)).json().id;
    });
    expect((await send(leader, `${base}/${id}/confirm`)).json().code).toBe('onboarding_phone_open');
    expect((await send(officer, `${base}/${id}/code`, { code: '000000' })).json().code).toBe(
      'onboarding_code_wrong',
    );
    expect((await send(leader, `${base}/${id}/code`, { code: '000000' })).statusCode).toBe(422);
  });

  it.each([
    [{ number: '031 1 45 00012' }, 400, 'personal_number_wrong'],
    [{ birthDate: '1946-02-10' }, 422, 'onboarding_birth_date_wrong'],
    [{ phone: '', codes: false }, 422, 'onboarding_means_needed'],
    [{ phone: 'mai@example.vn' }, 422, 'onboarding_phone_wrong'],
  ])('for %j, and nothing is kept', async (more, status, code) => {
    const answer = await send(officer, base, { ...grandmother, ...more });
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(await stage.city.sql('select 1 from identity.onboarding')).toEqual([]);
  });

  it('while another one is open for the same number', async () => {
    await opened({ phone: '' });
    const again = await send(leader, base, { ...grandmother, phone: '' });
    expect([again.statusCode, again.json().code]).toEqual([409, 'onboarding_open']);
  });
});

describe('it ends', () => {
  it('when a second officer does not confirm, or the first takes it back; each with a reason, on the trail', async () => {
    const id = await opened({ phone: '' });
    expect((await send(officer, `${base}/${id}/refuse`, { reason: 'Tự từ chối' })).statusCode).toBe(409);
    expect((await send(leader, `${base}/${id}/refuse`, { reason: 'Người không giống ảnh' })).statusCode).toBe(
      200,
    );
    expect((await send(leader, `${base}/${id}/confirm`)).json().code).toBe('onboarding_over');
    const second = await opened({ phone: '' });
    expect((await send(officer, `${base}/${second}/withdraw`, { reason: 'Ghi nhầm số' })).statusCode).toBe(
      200,
    );
    const actions = (await readTrail(stage.city)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['onboarding.refused', 'onboarding.withdrawn']));
    expect(await stage.city.sql('select 1 from identity.onboarding where told is not null')).toEqual([]);
  });

  it('by itself when nobody confirms in time, and what the card says is forgotten', async () => {
    const id = await opened({ phone: '' });
    stage.city.clock.advance(60 * 60_000);
    leader = await from('pham-thi-hoa', 'leader');
    expect((await send(leader, `${base}/${id}/confirm`)).json().code).toBe('onboarding_over');
    const lapsed = await stage.city
      .module<Tables>('identity')
      .db.transaction(system('identity.onboarding'), lapseOnboardings);
    expect(lapsed).toBe(1);
    expect(await stage.city.sql('select state, told from identity.onboarding')).toEqual([
      { state: 'lapsed', told: null },
    ]);
  });
});

it('keeps the card’s words sealed while it waits', async () => {
  await opened();
  const [row] = await stage.city.sql<{ line: string }>('select o::text as line from identity.onboarding o');
  for (const word of ['Vũ Thị Tý', '031145000123', '912777001'])
    expect(row?.line.includes(word) || row?.line.includes(Buffer.from(word).toString('hex'))).toBe(false);
});
