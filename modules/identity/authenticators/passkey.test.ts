// Passkeys through the running city: adding one, signing in with it, and everything that must not sign anybody in.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type IdentityCity, identityCity, readTrail } from '../testing/identity-city.ts';
import { mandateStage } from '../testing/people.ts';
import {
  answerWith,
  type Behaviour,
  createPasskey,
  type SoftwarePasskey,
} from '../testing/software-passkey.ts';

let started: IdentityCity;
beforeAll(async () => {
  started = await identityCity();
});
afterAll(() => started?.stop());

const origin = 'http://localhost:8080';

async function addPasskey(browser: Browser, behaviour: Partial<Behaviour> = {}) {
  const begun = await browser.json('/api/me/passkeys/options', {});
  expect(begun.statusCode, begun.body).toBe(200);
  browser.keep(begun);
  const made = createPasskey(begun.json().options, { origin, ...behaviour });
  const added = await browser.json('/api/me/passkeys', { credential: made.credential });
  browser.keep(added);
  return { ...made, added };
}

async function challenge(browser: Browser, body: object = {}) {
  const begun = await browser.json('/api/sign-in/passkey/options', body);
  expect(begun.statusCode, begun.body).toBe(200);
  browser.keep(begun);
  return begun.json().options as { challenge: string; allowCredentials?: unknown[] };
}

async function signInWith(
  browser: Browser,
  passkey: SoftwarePasskey,
  behaviour: Partial<Behaviour> = {},
  body = {},
) {
  const options = await challenge(browser, body);
  const credential = answerWith(passkey, options, { origin, ...behaviour });
  const answer = await browser.json('/api/sign-in/passkey', { credential });
  browser.keep(answer);
  return answer;
}

async function owner(persona: string) {
  const browser = started.browser();
  await browser.signIn(persona);
  const { passkey } = await addPasskey(browser);
  return { browser, passkey };
}

describe('a passkey', () => {
  it('that its owner added signs the same person in, at level 2 and never above', async () => {
    const { browser, passkey } = await owner('nguyen-thi-mai');
    const other = started.browser();
    const answer = await signInWith(other, passkey, {}, { returnTo: '/my' });
    expect(answer.json()).toEqual({ location: '/my' });
    const [first, second] = await Promise.all([browser.json('/api/me'), other.json('/api/me')]);
    expect(second.json()).toMatchObject({ id: first.json().id, level: 2, identityLevel: 2 });
    const last = (await readTrail(started.city)).at(-1);
    expect(last).toMatchObject({
      action: 'session.begun',
      detail: { amr: ['passkey'], authenticationLevel: 2 },
    });
  });

  it('of somebody who may act for others leads first to the question for whom', async () => {
    const { passkey } = await owner('do-thi-nhan');
    await mandateStage(started).guardianship('do-thi-nhan', 'nguyen-minh-khoi', 'guardian');
    const answer = await signInWith(started.browser(), passkey, {}, { returnTo: '/my' });
    expect(answer.json()).toEqual({ location: '/me/acting?return_to=%2Fmy' });
  });

  it('does not open what needs level 3', async () => {
    const { passkey } = await owner('tran-van-hung');
    const browser = started.browser();
    const answer = await signInWith(browser, passkey, {}, { level: 3 });
    expect(answer.statusCode).toBe(403);
    expect(browser.session).toBeUndefined();
  });

  it('is asked for without naming anybody: the options say nothing of who has one', async () => {
    await owner('nguyen-thi-mai');
    const options = await challenge(started.browser());
    expect(options.allowCredentials ?? []).toEqual([]);
  });

  it('works once a challenge', async () => {
    const { passkey } = await owner('nguyen-thi-mai');
    const browser = started.browser();
    const options = await challenge(browser);
    const thief = browser.copy();
    const credential = answerWith(passkey, options, { origin });
    expect((await browser.json('/api/sign-in/passkey', { credential })).statusCode).toBe(200);
    const again = await thief.json('/api/sign-in/passkey', { credential });
    expect([again.statusCode, again.json().code]).toEqual([409, 'proof_over']);
  });

  it.each<[string, Partial<Behaviour>]>([
    ['without user verification', { isVerified: false }],
    ['made for another site', { origin: 'https://hai-phong.example' }],
    ['made for another host', { host: 'evil.example' }],
    ['for another challenge', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
    ['that names another person', { userHandle: Buffer.alloc(64, 7).toString('base64url') }],
  ])('is refused %s, and the refusal stands on the trail', async (_, behaviour) => {
    const { passkey } = await owner('nguyen-thi-mai');
    const browser = started.browser();
    const answer = await signInWith(browser, passkey, behaviour);
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'passkey_refused']);
    expect(browser.session).toBeUndefined();
    expect((await readTrail(started.city)).at(-1)).toMatchObject({
      action: 'session.refused',
      reason: 'passkey_refused',
    });
  });

  it('is refused when its counter runs backwards: somebody copied it', async () => {
    const { passkey } = await owner('nguyen-thi-mai');
    expect((await signInWith(started.browser(), passkey, { count: 5 })).statusCode).toBe(200);
    expect((await signInWith(started.browser(), passkey, { count: 5 })).statusCode).toBe(403);
    expect((await signInWith(started.browser(), passkey, { count: 6 })).statusCode).toBe(200);
  });

  it('unknown to the city is refused under its own code, so that the device may forget it', async () => {
    const { passkey } = await owner('nguyen-thi-mai');
    const answer = await signInWith(started.browser(), {
      ...passkey,
      id: Buffer.alloc(32).toString('base64url'),
    });
    expect(answer.json().code).toBe('passkey_unknown');
  });
});

describe('adding a passkey', () => {
  it('needs a proof of the last five minutes', async () => {
    const browser = started.browser();
    await browser.signIn('tran-van-hung');
    started.city.clock.advance(5 * 60_000 + 1000);
    const late = await browser.json('/api/me/passkeys/options', {});
    expect([late.statusCode, late.json().code]).toEqual([403, 'proof_needed']);
  });

  it('is refused without user verification, for another site, or under a foreign challenge', async () => {
    const browser = started.browser();
    await browser.signIn('tran-van-hung');
    for (const behaviour of [
      { isVerified: false },
      { origin: 'https://evil.example' },
      { challenge: Buffer.alloc(32, 1).toString('base64url') },
    ]) {
      expect((await addPasskey(browser, behaviour)).added.json().code).toBe('passkey_refused');
    }
  });

  it('cannot be finished in the name of somebody else', async () => {
    const mai = started.browser();
    await mai.signIn('tran-van-hung');
    const begun = await mai.json('/api/me/passkeys/options', {});
    const hung = started.browser();
    await hung.signIn('nguyen-thi-mai');
    hung.keep(begun);
    const { credential } = createPasskey(begun.json().options, { origin });
    expect((await hung.json('/api/me/passkeys', { credential })).json().code).toBe('passkey_refused');
  });

  it('gives the person a handle of 64 random bytes that says nothing of them', async () => {
    const browser = started.browser();
    await browser.signIn('tran-van-hung');
    const begun = (await browser.json('/api/me/passkeys/options', {})).json().options;
    expect(Buffer.from(begun.user.id, 'base64url')).toHaveLength(64);
    expect(begun.authenticatorSelection).toMatchObject({
      residentKey: 'required',
      userVerification: 'required',
    });
    expect(begun.attestation).toBe('none');
  });

  it('ends at ten', async () => {
    const browser = started.browser();
    await browser.signIn('tran-van-hung');
    const held = async () => (await browser.json('/api/me/passkeys/options', {})).statusCode;
    while ((await held()) === 200) expect((await addPasskey(browser)).added.statusCode).toBe(200);
    const full = await browser.json('/api/me/passkeys/options', {});
    expect([full.statusCode, full.json().code]).toEqual([409, 'too_many_authenticators']);
    const [{ n }] = (await started.city.sql<{ n: number }>(
      `select count(*)::int as n from identity.authenticator a join identity.person p on p.id = a.person_id
        where p.name = 'Trần Văn Hùng' and kind = 'passkey'`,
    )) as [{ n: number }];
    expect(n).toBe(10);
  });
});
