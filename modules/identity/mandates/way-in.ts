// After signing in: whoever may act for others is asked first for whom they come; everybody else goes straight on.
import type { Tx } from '@city/kernel/database';
import type { Tables } from '../tables.ts';
import { powersAt } from './mandate.ts';
import { mandatesOfAgent } from './mandate.store.ts';
import type { RulesOn } from './powers.ts';

/** Places of one's own, and protocols that bring people back by themselves: nobody is asked on the way there. */
const straight = ['/me', '/oidc', '/desk'];

/** The path to go on to after signing in, by whatever means; read as the system that signs them in. */
export async function wayIn(
  tx: Tx<Tables>,
  rulesOn: RulesOn,
  personId: string,
  returnTo: string,
): Promise<string> {
  const path = returnTo.split(/[?#]/)[0] ?? '';
  if (straight.some((one) => path === one || path.startsWith(`${one}/`))) return returnTo;
  const held = await mandatesOfAgent(tx, personId);
  if (!held.some((mandate) => powersAt(mandate, rulesOn, tx.now).length > 0)) return returnTo;
  return `/me/acting?return_to=${encodeURIComponent(returnTo)}`;
}
