// The security centre and what it may change; passwords, apps and recovery codes; and that nothing raises a level that was not proved.
import { generateSync } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, type IdentityCity, identityCity, readTrail } from '../testing/identity-city.ts';
import { addDestination, askForCode, codeSentBy } from '../testing/means.ts';
import { answerWith, createPasskey } from '../testing/software-passkey.ts';

let started: IdentityCity;
beforeAll(async () => {
  started = await identityCity({ work: true });
});
afterAll(() => started?.stop());
beforeEach(() => started.city.clock.advance(86_400_000));

const good = 'cầu tre buổi sớm 47';
const mePage = '/me/security';
const level = async (browser: Browser) => (await browser.json('/api/me')).json().level as number | undefined;
const seconds = () => Math.floor(started.city.clock.now().getTime() / 1000);

async function signedIn(persona: string): Promise<Browser> {
  const browser = started.browser();
  await browser.signIn(persona);
  return browser;
}

async function addApp(browser: Browser): Promise<string> {
  expect((await browser.open(`${mePage}/totp`, {})).statusCode).toBe(303);
  const page = await browser.open(`${mePage}/totp`);
  expect(page.body).toContain('<svg');
  const secret = (/<code>([A-Z2-7 ]+)<\/code>/.exec(page.body)?.[1] ?? '').replaceAll(' ', '');
  const wrong = await browser.open(`${mePage}/totp/check`, { code: '000000' });
  expect(wrong.statusCode).toBe(422);
  const code = generateSync({ secret, epoch: seconds() });
  expect((await browser.open(`${mePage}/totp/check`, { code })).statusCode).toBe(303);
  return secret;
}

async function makeCodes(browser: Browser): Promise<string[]> {
  const page = await browser.open(`${mePage}/codes`, {});
  expect(page.statusCode, page.body).toBe(200);
  return [...page.body.matchAll(/<code>([0-9A-Z-]{14})<\/code>/g)].map(([, code]) => code ?? '');
}

describe('a password', () => {
  it('with the code of an app reaches level 2, and by itself nothing', async () => {
    const owner = await signedIn('vu-hoang-long');
    expect((await owner.open(`${mePage}/password`, { password: good })).statusCode).toBe(409);
    await addDestination(started, owner, '0912345101');
    const secret = await addApp(owner);
    expect((await owner.open(`${mePage}/password`, { password: good })).statusCode).toBe(303);
    const browser = started.browser();
    const first = await browser.open('/sign-in/password', {
      login: '0912345101',
      password: good,
      level: '2',
    });
    expect([first.statusCode, first.headers.location]).toEqual([303, '/sign-in/second']);
    expect(browser.session).toBeUndefined();
    started.city.clock.advance(60_000);
    const totp = generateSync({ secret, epoch: seconds() });
    expect((await browser.open('/sign-in/second', { totp: '000000' })).statusCode).toBe(422);
    expect((await browser.open('/sign-in/second', { totp })).statusCode).toBe(303);
    expect(await level(browser)).toBe(2);

    const again = started.browser();
    await again.open('/sign-in/password', { login: '0912345101', password: good });
    const replayed = await again.open('/sign-in/second', { totp });
    expect([replayed.statusCode, again.session]).toEqual([422, undefined]);
  });

  it('with a code by text message reaches level 2', async () => {
    const browser = started.browser();
    await browser.open('/sign-in/password', { login: '0912345101', password: good, level: '2' });
    const page = await browser.open('/sign-in/second');
    const send = /value="([0-9a-f-]{36})"/.exec(page.body)?.[1] ?? '';
    const code = await codeSentBy(started, () => browser.open('/sign-in/second', { send }));
    expect((await browser.open('/sign-in/code/check', { code })).statusCode).toBe(303);
    expect(await level(browser)).toBe(2);
  });

  it('a code first, then the password: level 2 as well', async () => {
    const browser = started.browser();
    const code = await askForCode(started, browser, '0912345101', { level: '2' });
    expect((await browser.open('/sign-in/code/check', { code })).headers.location).toBe('/sign-in/second');
    expect((await browser.open('/sign-in/second', { password: `${good}!` })).statusCode).toBe(422);
    expect((await browser.open('/sign-in/second', { password: good })).statusCode).toBe(303);
    expect(await level(browser)).toBe(2);
  });

  it('is refused in the same words for a known and an unknown login, and after ten tries a quarter of an hour', async () => {
    const answers = [];
    for (const login of ['0912345101', '0912345199']) {
      const answer = await started.browser().open('/sign-in/password', { login, password: 'wrong one' });
      answers.push([answer.statusCode, answer.body.replaceAll(login, '')]);
    }
    expect(answers[0]?.[0]).toBe(422);
    expect(answers[1]).toEqual(answers[0]);
    for (const login of ['0912345101', '0912345199']) {
      let answer = await started.browser().open('/sign-in/password', { login, password: 'wrong one' });
      for (let n = 0; n < 9; n++)
        answer = await started.browser().open('/sign-in/password', { login, password: 'wrong one' });
      expect([answer.statusCode, answer.headers['retry-after'] !== undefined]).toEqual([429, true]);
    }
  });

  it.each(['1234567', 'matkhau123', 'VuHoangLong', 'password1', 'haiphong'])(
    '%j is too easy',
    async (password) => {
      const owner = await signedIn('vu-hoang-long');
      expect((await owner.open(`${mePage}/password`, { password })).statusCode).toBe(422);
    },
  );
});

describe('a recovery code', () => {
  it('is one of ten, works once, and begins a session at level 1', async () => {
    const owner = await signedIn('pham-gia-bao');
    await addDestination(started, owner, '0912345201');
    const codes = await makeCodes(owner);
    expect(new Set(codes).size).toBe(10);
    const typed = (codes[3] ?? '').toLowerCase().replaceAll('-', ' ');
    const browser = started.browser();
    expect((await browser.open('/sign-in/recover', { login: '0912345201', code: typed })).statusCode).toBe(
      303,
    );
    expect(await level(browser)).toBe(1);
    const again = started.browser();
    expect((await again.open('/sign-in/recover', { login: '0912345201', code: typed })).statusCode).toBe(422);
    expect(again.session).toBeUndefined();
    expect((await browser.open(mePage)).body).toContain('9 mã');
  });

  it('is void once new ones are made', async () => {
    const owner = await signedIn('pham-gia-bao');
    const [first = ''] = await makeCodes(owner);
    await makeCodes(owner);
    const answer = await started.browser().open('/sign-in/recover', { login: '0912345201', code: first });
    expect(answer.statusCode).toBe(422);
  });
});

describe('whoever holds only the phone of somebody', () => {
  const phone = '0912345301';
  async function thief(): Promise<Browser> {
    const browser = started.browser();
    const code = await askForCode(started, browser, phone);
    await browser.open('/sign-in/code/check', { code });
    return browser;
  }

  it('changes nothing at once: adding, removing, codes, password are refused', async () => {
    const owner = await signedIn('bui-minh-duc');
    await addDestination(started, owner, phone);
    const browser = await thief();
    expect(await level(browser)).toBe(1);
    expect((await browser.json('/api/me/passkeys/options', {})).json().code).toBe('stronger_proof_needed');
    for (const path of ['codes', 'totp'])
      expect((await browser.open(`${mePage}/${path}`, {})).statusCode).toBe(403);
    expect((await browser.open(`${mePage}/password`, { password: good })).statusCode).toBe(403);
    expect((await browser.open(`${mePage}/destination`, { destination: '0912345309' })).statusCode).toBe(403);
  });

  it('waits two days, which its owner hears of on every channel and can cancel', async () => {
    const owner = await signedIn('bui-minh-duc');
    const browser = await thief();
    const told = async () =>
      (
        await started.city.sql<{ n: number }>(
          `select count(*)::int as n from notify.message m join notify.delivery d using (recipient, message_id)
            where m.template = 'identity.account-changed' and m.params->>'what' = 'recovery_begun'`,
        )
      )[0]?.n;
    const before = (await told()) ?? 0;
    await browser.open(`${mePage}/recovery`, {});
    // In the app, to the number that signs in, to the number VNeID knows.
    expect(await told()).toBe(before + 3);
    started.city.clock.advance(47 * 3_600_000);
    expect((await (await thief()).open(`${mePage}/codes`, {})).statusCode).toBe(403);
    const page = await (await signedIn('bui-minh-duc')).open(mePage);
    expect(page.body).toContain('Có yêu cầu lấy lại tài khoản đang mở');
    await (await signedIn('bui-minh-duc')).open(`${mePage}/recovery/cancel`, {});
    started.city.clock.advance(2 * 3_600_000);
    expect((await (await thief()).open(`${mePage}/codes`, {})).statusCode).toBe(403);
    expect(owner.session).toBeDefined();
  });

  it('even after the wait adds only what proves level 1, until the owner confirms it from level 2', async () => {
    await (await thief()).open(`${mePage}/recovery`, {});
    started.city.clock.advance(48 * 3_600_000);
    const browser = await thief();
    const begun = await browser.json('/api/me/passkeys/options', {});
    browser.keep(begun);
    const origin = started.publicUrl;
    const { passkey, credential } = createPasskey(begun.json().options, { origin });
    expect((await browser.json('/api/me/passkeys', { credential })).statusCode).toBe(200);
    const enter = async (want: number) => {
      const fresh = started.browser();
      const asked = await fresh.json('/api/sign-in/passkey/options', { level: want });
      fresh.keep(asked);
      const answer = answerWith(passkey, asked.json().options, { origin });
      fresh.keep(await fresh.json('/api/sign-in/passkey', { credential: answer }));
      return fresh;
    };
    expect(await level(await enter(1))).toBe(1);
    expect((await enter(2)).session).toBeUndefined();

    const owner = await signedIn('bui-minh-duc');
    const page = await owner.open(mePage);
    const id = new RegExp(`value="([0-9a-f-]{36})"/><button[^>]*value="confirm"`).exec(page.body)?.[1] ?? '';
    expect((await owner.open(`${mePage}/means`, { id, what: 'confirm' })).statusCode).toBe(303);
    expect(await level(await enter(2))).toBe(2);
  });
});

describe('the security centre', () => {
  it('asks for a fresh proof before a change, and leads to it', async () => {
    const owner = await signedIn('hoang-thi-lan');
    started.city.clock.advance(6 * 60_000);
    const page = await owner.open(mePage);
    expect(page.body).toContain('Để thay đổi, xin xác nhận lại là bạn');
    expect(page.body).not.toContain('action="/me/security/codes"');
    const away = await owner.open(`${mePage}/codes`, {});
    expect([away.statusCode, away.headers.location]).toEqual([303, '/sign-in?return_to=/me/security']);
  });

  it('ends one session and all others, at once', async () => {
    const [one, two, three] = [
      await signedIn('hoang-thi-lan'),
      await signedIn('hoang-thi-lan'),
      await signedIn('hoang-thi-lan'),
    ];
    const page = await one.open(mePage);
    const ids = [...page.body.matchAll(/<button[^>]*value="([0-9a-f-]{36})"/g)].map(([, id]) => id ?? '');
    expect(ids.length).toBe(2);
    await one.open(`${mePage}/sessions`, { session: ids[0] ?? '' });
    expect([await level(two), await level(three)].filter((l) => l === undefined)).toHaveLength(1);
    await one.open(`${mePage}/sessions`, { session: 'others' });
    expect([await level(one), await level(two), await level(three)]).toEqual([2, undefined, undefined]);
  });

  it('ends no session of somebody else', async () => {
    const lan = await signedIn('hoang-thi-lan');
    const [row] = await started.city.sql<{ id: string }>(
      `select s.id from identity.session s join identity.person p on p.id = s.person_id
        where p.name = 'Hoàng Thị Lan' order by s.created_at desc limit 1`,
    );
    const son = await signedIn('dang-van-son');
    await son.open(`${mePage}/sessions`, { session: row?.id ?? '' });
    expect(await level(lan)).toBe(2);
  });

  it('removes a means, tells it where it was, and forgets its secret', async () => {
    const owner = await signedIn('dang-van-son');
    await addDestination(started, owner, '0912345401');
    const [means] = await started.city.sql<{ id: string }>(
      `select id from identity.authenticator where kind = 'otp_phone' order by added_at desc limit 1`,
    );
    const other = await signedIn('hoang-thi-lan');
    expect((await other.open(`${mePage}/means`, { id: means?.id ?? '', what: 'remove' })).statusCode).toBe(
      404,
    );
    expect((await owner.open(`${mePage}/means`, { id: means?.id ?? '', what: 'remove' })).statusCode).toBe(
      303,
    );
    const [row] = await started.city.sql<{ secret: Buffer | null; found: number }>(
      `select secret, (select count(*)::int from identity.authenticator_index x where x.authenticator_id = a.id) as found
         from identity.authenticator a where id = $1`,
      [means?.id],
    );
    expect(row).toEqual({ secret: null, found: 0 });
    expect((await readTrail(started.city)).at(-1)).toMatchObject({ action: 'authenticator.removed' });
    expect((await owner.open(mePage)).body).toContain('Bỏ cách đăng nhập: mã gửi qua tin nhắn');
  });

  it('keeps no number, address, code or password in clear', async () => {
    const tables = [
      'authenticator',
      'authenticator_index',
      'proof',
      'security_event',
      'recovery_code',
      'attempt_count',
    ];
    for (const table of tables) {
      const rows = await started.city.sql<{ line: string }>(
        `select t::text as line from identity.${table} t`,
      );
      expect(rows.length, table).toBeGreaterThan(0);
      const all = rows.map(({ line }) => line).join('\n');
      const hex = (text: string) => Buffer.from(text).toString('hex');
      for (const secret of ['912345101', '912345201', good]) {
        expect(all.includes(secret) || all.includes(hex(secret)), `${table} ${secret}`).toBe(false);
      }
    }
  });
});
