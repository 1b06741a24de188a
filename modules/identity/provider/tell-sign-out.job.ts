// Sessions that ended at the city end at the services too: each service where the session was used gets a logout token.
import { Type } from 'typebox';
import type { Tx } from '@city/kernel/database';
import type { CityEvent, Subscription } from '@city/kernel/events';
import { defineJob } from '@city/kernel/jobs';
import type { Job } from '@city/kernel/module';
import { SessionsEnded } from '../contract.ts';
import { identityOf } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { hashId } from './artifact.ts';
import { signedInAt } from './end-tokens.ts';
import { cityProvider } from './provider.ts';
import { tellSignOut } from './tell-sign-out.ts';
import { actor } from './unit.ts';

const tell = defineJob(
  'identity.tell-sign-out',
  Type.Object({ client: Type.String(), session: Type.String({ format: 'uuid' }) }),
);

export const tellClients: Subscription<Tables> = {
  name: 'tell-clients',
  events: [SessionsEnded],
  handle: async (tx, event) => {
    const { data } = event as CityEvent<{ sessions: string[] }>;
    for (const session of data.sessions) {
      const there = await signedInAt(tx as Tx<Tables>, hashId('uid', session));
      for (const client of Object.keys(there?.clients ?? {})) tx.enqueue(tell, { client, session });
    }
  },
};

export const tellSignOutJob: Job<Tables> = {
  job: tell,
  run: async (m, { client, session }: { readonly client: string; readonly session: string }) => {
    const there = await m.db.transaction(actor, (tx) => signedInAt(tx, hashId('uid', session)), {
      readOnly: true,
    });
    const sid = there?.clients[client];
    if (!there || sid === undefined) return;
    const provider = await cityProvider(m, identityOf(m)).current();
    await tellSignOut(provider, client, { personId: there.personId, sid });
  },
};
