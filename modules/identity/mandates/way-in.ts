// After signing in: whoever may act for others is asked first for whom they come; everybody else goes straight on.
import { system } from '@city/kernel/access';
import type { ModuleContext } from '@city/kernel/module';
import type { Tables } from '../tables.ts';
import { mandatesOfAgent } from './mandate.store.ts';
import { givesPowers } from './step.action.ts';

/** Places of one's own, and protocols that bring people back by themselves: nobody is asked on the way there. */
const straight = ['/me', '/oidc', '/desk'];

/** The path to go on to after signing in. */
export async function wayIn(m: ModuleContext<Tables>, personId: string, returnTo: string): Promise<string> {
  const path = returnTo.split(/[?#]/)[0] ?? '';
  if (straight.some((one) => path === one || path.startsWith(`${one}/`))) return returnTo;
  const held = await m.db.transaction(system('identity.sign-in'), (tx) => mandatesOfAgent(tx, personId), {
    readOnly: true,
  });
  if (!held.some((mandate) => givesPowers(m, mandate))) return returnTo;
  return `/me/acting?return_to=${encodeURIComponent(returnTo)}`;
}
