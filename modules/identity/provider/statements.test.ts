// How many statements a step of the protocol sends to the database: counted at the driver, so that one more is noticed.
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Browser, IdentityCity } from '../testing/identity-city.ts';
import { oidcCity } from '../testing/oidc-client.ts';
import { basic, begin, post, type Raw, rawClient, redeemCode, userinfo } from '../testing/raw-client.ts';

let made: IdentityCity;
let client: Raw;
let person: Browser;
const scope = 'openid profile offline_access';
beforeAll(async () => {
  made = await oidcCity();
  client = await rawClient(made, 'counted');
  person = made.browser();
  await begin(made, person, client, { scope, prompt: 'consent' });
}, 60_000);
afterAll(() => made.stop());

/** What was sent while something ran, without what opens and closes a transaction. */
async function statementsOf(act: () => Promise<unknown>): Promise<readonly string[]> {
  const sent: string[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const original = Reflect.get(prototype, 'query') as typeof prototype.query;
  const spy = vi.spyOn(prototype, 'query').mockImplementation(function query(
    this: unknown,
    ...given: unknown[]
  ) {
    const [first] = given as [string | { text?: string }];
    const text = (typeof first === 'string' ? first : (first.text ?? '')).replaceAll(/\s+/g, ' ').trim();
    if (!/^(begin|commit|rollback|select pg_|listen|notify)/i.test(text)) sent.push(text.slice(0, 110));
    return original.apply(this, given);
  });
  try {
    await act();
  } finally {
    spy.mockRestore();
  }
  return sent;
}

const most = { authorize: 5, redeem: 4, userinfo: 5, refresh: 5, credentials: 1 };
function check(step: keyof typeof most, sent: readonly string[]): void {
  if (process.env['SHOW_STATEMENTS']) console.log(`${step}: ${sent.length}\n${sent.join('\n')}`);
  expect(sent.length, `${step}: the count sees the driver`).toBeGreaterThan(0);
  expect(sent.length, `${step}:\n${sent.join('\n')}`).toBeLessThanOrEqual(most[step]);
}

test('a single sign-on is at most nine statements: authorization and redemption together', async () => {
  // Everything that is kept in memory for a moment is there.
  await begin(made, person, client, { scope: 'openid profile' });
  let code: string | null = null;
  const authorized = await statementsOf(async () => {
    code = (await begin(made, person, client, { scope: 'openid profile' })).back.get('code');
  });
  let body: Record<string, unknown> = {};
  const redeemed = await statementsOf(async () => {
    ({ body } = await redeemCode(made, client, code));
  });
  expect(body['id_token']).toBeTruthy();
  check('authorize', authorized);
  check('redeem', redeemed);
  expect(authorized.length + redeemed.length).toBeLessThanOrEqual(9);
  check('userinfo', await statementsOf(() => userinfo(made, body['access_token'])));
});

test('turning a refresh token over, and a token for a service', async () => {
  const { back } = await begin(made, person, client, { scope, prompt: 'consent' });
  const { body } = await redeemCode(made, client, back.get('code'));
  const grant = { grant_type: 'refresh_token', refresh_token: String(body['refresh_token']) };
  check('refresh', await statementsOf(() => post(made, '/oidc/token', grant, basic(client))));
  const robot = await rawClient(made, 'robot', {
    metadata: { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
  });
  const asService = () => post(made, '/oidc/token', { grant_type: 'client_credentials' }, basic(robot));
  expect((await asService()).status).toBe(200);
  check('credentials', await statementsOf(asService));
});
