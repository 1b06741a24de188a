// What people do in tests to have a way to sign in of their own.
import { eventually } from '@city/kernel/testing';
import { type Browser, type IdentityCity, sentCodes } from './identity-city.ts';

/** Does something and answers the code that was sent because of it. */
export async function codeSentBy(started: IdentityCity, act: () => Promise<unknown>): Promise<string> {
  const before = await sentCodes(started.city);
  await act();
  const fresh = async () => [...(await sentCodes(started.city))].find(([id]) => !before.has(id))?.[1];
  return (await eventually(fresh, (code) => code !== undefined)) ?? '';
}

/** Adds a number or address in the security centre, with the code that was sent there. */
export async function addDestination(started: IdentityCity, browser: Browser, to: string): Promise<void> {
  const code = await codeSentBy(started, () =>
    must(browser.open('/me/security/destination', { destination: to })),
  );
  await must(browser.open('/me/security/code/check', { code }));
}

/** Asks for a code to sign in and answers it. */
export function askForCode(
  started: IdentityCity,
  browser: Browser,
  to: string,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  return codeSentBy(started, () => must(browser.open('/sign-in/code', { destination: to, ...more })));
}

async function must(sent: ReturnType<Browser['open']>): Promise<void> {
  const answer = await sent;
  if (answer.statusCode !== 303) throw new Error(`${answer.statusCode}: ${answer.body.slice(0, 2000)}`);
}
