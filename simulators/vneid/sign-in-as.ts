// Walking through the simulator's screens by program, as a browser without script would: for tests and drills.
import type { AuthenticationLevel, FaultKind, IdentityLevel } from './model.ts';

export type SignInChoice = {
  readonly persona: string;
  readonly identityLevel?: IdentityLevel;
  readonly authenticationLevel?: AuthenticationLevel;
  readonly fault?: FaultKind;
  readonly decision?: 'approve' | 'deny';
};

/**
 * Opens an authorization address, answers the screen, and gives the address that the browser is sent back to.
 * @throws Error with the page's status when the simulator shows an error instead
 */
export async function signInAs(authorizationUrl: string | URL, choice: SignInChoice): Promise<URL> {
  const first = await fetch(authorizationUrl, { redirect: 'manual' });
  await first.body?.cancel();
  const screen = first.headers.get('location');
  if (screen === null) throw new Error(`the authorization request was answered with ${first.status}`);
  if (!new URL(screen).pathname.includes('/interaction/')) return new URL(screen);
  const form = new URLSearchParams({ persona: choice.persona, decision: choice.decision ?? 'approve' });
  if (choice.identityLevel !== undefined) form.set('identity_level', String(choice.identityLevel));
  if (choice.authenticationLevel !== undefined)
    form.set('authentication_level', String(choice.authenticationLevel));
  if (choice.fault !== undefined) form.set('fault', choice.fault);
  const second = await fetch(screen, { method: 'POST', body: form, redirect: 'manual' });
  await second.body?.cancel();
  const back = second.headers.get('location');
  if (back === null) throw new Error(`the screen was answered with ${second.status}`);
  return new URL(back);
}
