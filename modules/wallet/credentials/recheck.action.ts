// Looks again whether a person's credentials still hold: whatever stands on something that ended, or says what is no longer so, is revoked.
import { personFacts } from '@city/identity';
import { system } from '@city/kernel/access';
import { queueNotification } from '@city/kernel/notify';
import { credentialTypes, type Entitlement } from '../contract.ts';
import type { Wallet } from '../wallet.ts';
import { claimsMac } from './claims-mac.ts';
import { type StandingBatch, standingOf } from './credential.store.ts';
import { revokeCredentials } from './issue.action.ts';
import { credentialEnded } from './told.ts';

const actor = system('wallet.recheck');

export interface RecheckOptions {
  /** Also asks registers of others. */
  readonly asksRegisters: boolean;
}

/** Answers how many were revoked. @throws NotReadyYet while a register is away: come again */
export async function recheckPerson(
  wallet: Wallet,
  personId: string,
  options: RecheckOptions,
): Promise<number> {
  const { db } = wallet.m;
  const standing = await db.transaction(actor, (tx) => standingOf(tx, personId), { readOnly: true });
  let revoked = 0;
  for (const type of new Set(standing.map((batch) => batch.type))) {
    const definition = credentialTypes(wallet.m).get(type);
    if (!definition || (definition.asksRegister && !options.asksRegisters)) continue;
    const holder = await personFacts(wallet.m).personNow(personId);
    const all = holder ? await definition.entitledTo(holder, wallet.m.now()) : [];
    for (const batch of standing.filter((one) => one.type === type)) {
      const why = whyVoid(wallet, batch, all);
      if (why === null) continue;
      revoked += await db.transaction(actor, async (tx) => {
        const done = await revokeCredentials(tx, { id: batch.id }, why);
        if (done > 0)
          await queueNotification(tx, {
            template: credentialEnded,
            to: { person: personId },
            params: { name: definition.display.vi, nameEn: definition.display.en },
            key: `wallet:${batch.id}:ended`,
          });
        return done;
      });
    }
  }
  return revoked;
}

function whyVoid(wallet: Wallet, batch: StandingBatch, all: readonly Entitlement[]): string | null {
  const now = all.find(({ reference }) => reference === batch.reference);
  if (!now) return 'what it stood on has ended';
  const isSame =
    batch.claimsMac === null || batch.claimsMac.equals(claimsMac(wallet.secrets.claimsKey, now.claims));
  return isSame ? null : 'what it says is no longer so';
}
