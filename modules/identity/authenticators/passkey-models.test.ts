// Passkeys of officials while the city has a list of models: which are taken, which are refused, and that nobody else is asked.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { identityOf } from '../identity.ts';
import { type Browser, type IdentityCity, identityCity } from '../testing/identity-city.ts';
import { makeMaker, type SoftwareMaker } from '../testing/software-maker.ts';
import {
  answerWith,
  type Behaviour,
  createPasskey,
  type SoftwarePasskey,
} from '../testing/software-passkey.ts';
import type { Tables } from '../tables.ts';

const origin = 'http://localhost:8080';
const listed = '8f0c2a3e-5b1d-4c7a-9e60-1f2b3c4d5e6f';
const official = 'bui-minh-duc';
let started: IdentityCity;
let maker: SoftwareMaker;
/** The same model, sworn to by somebody who is not its maker. */
let forger: SoftwareMaker;
beforeAll(async () => {
  started = await identityCity();
  maker = await makeMaker(listed);
  forger = await makeMaker(listed);
});
afterAll(() => started?.stop());
beforeEach(() => setList(true));

const plainRules = () => identityOf(started.city.module<Tables>('identity'));
let unchanged: ReturnType<typeof plainRules>['authenticatorRules'] | undefined;
function setList(isOn: boolean): void {
  const identity = plainRules();
  unchanged ??= identity.authenticatorRules;
  const rules = unchanged();
  const models = [{ aaguid: listed, name: 'Khóa Mẫu 1', roots: [maker.root] }];
  Object.assign(identity, {
    authenticatorRules: () => ({ ...rules, officialPasskeys: isOn ? { models } : null }),
  });
}

async function signedIn(persona: string): Promise<Browser> {
  const browser = started.browser();
  await browser.signIn(persona);
  return browser;
}

async function add(browser: Browser, behaviour: Partial<Behaviour>) {
  const begun = await browser.json('/api/me/passkeys/options', {});
  browser.keep(begun);
  const { options } = begun.json();
  const { passkey, credential } = createPasskey(options, { origin, ...behaviour });
  const added = await browser.json('/api/me/passkeys', { credential });
  return { passkey, added, asked: options.attestation as string };
}

async function signIn(passkey: SoftwarePasskey) {
  const browser = started.browser();
  const begun = await browser.json('/api/sign-in/passkey/options', {});
  browser.keep(begun);
  const credential = answerWith(passkey, begun.json().options, { origin });
  return browser.json('/api/sign-in/passkey', { credential });
}

it('takes a listed model that its maker attests, keeps the attestation, and lets it sign in', async () => {
  const browser = await signedIn(official);
  const { passkey, added, asked } = await add(browser, { maker });
  expect(asked).toBe('direct');
  expect(added.statusCode, added.body).toBe(200);
  const [row] = await started.city.sql(
    `select aaguid, attestation_format, attestation is not null as kept from identity.authenticator where id = $1`,
    [added.json().id],
  );
  expect(row).toEqual({ aaguid: listed, attestation_format: 'packed', kept: true });
  expect((await signIn(passkey)).statusCode).toBe(200);
});

it.each([
  ['that nobody attests', () => ({ aaguid: listed })],
  ['attested by somebody who is not the maker', () => ({ maker: forger })],
] as const)('refuses an official a passkey %s, and names the models', async (_what, behaviour) => {
  const { added } = await add(await signedIn(official), behaviour());
  expect([added.statusCode, added.json().code]).toEqual([403, 'passkey_model_refused']);
  expect(added.json().title).toContain('Khóa Mẫu 1');
});

it('refuses an official a proved model that is not on the list', async () => {
  const other = await makeMaker('00000000-1111-4222-8333-444444444444');
  const { added } = await add(await signedIn(official), { maker: other });
  expect(added.json().code).toBe('passkey_model_refused');
});

it('an official’s passkey from before there was a list signs in no more while there is one', async () => {
  setList(false);
  const { passkey, asked } = await add(await signedIn(official), {});
  expect(asked).toBe('none');
  expect((await signIn(passkey)).statusCode).toBe(200);
  setList(true);
  const refused = await signIn(passkey);
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'passkey_model_refused']);
});

it('whoever holds no post may use any device, and is not asked which', async () => {
  const { passkey, added, asked } = await add(await signedIn('nguyen-thi-mai'), {});
  expect([asked, added.statusCode]).toEqual(['none', 200]);
  expect((await signIn(passkey)).statusCode).toBe(200);
});
