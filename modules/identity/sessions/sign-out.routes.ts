// The way out.
import { Type } from 'typebox';
import { Answer, page, type Route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { identityOf } from '../identity.ts';
import { signedOutView } from '../sign-in/sign-in.page.tsx';
import type { Tables } from '../tables.ts';
import { signOutEverywhere, signOutHere } from './sign-out.action.ts';

export function signOutRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [
    page(
      {
        method: 'POST',
        url: '/sign-out',
        permission: 'public: signing out must work for whoever asks, also with a session that has just ended',
        representation: 'self',
        summary: { vi: 'Đăng xuất', en: 'Sign out' },
        body: Type.Object({ everywhere: Type.Optional(Type.Literal('yes')) }),
        accepts: ['form', 'json'],
      },
      async (c) => {
        const identity = identityOf(m);
        const token = c.cookie(identity.sessionCookie);
        if (c.body.everywhere === 'yes') await signOutEverywhere(m.db, identity.sessions, c.actor);
        await signOutHere(m.db, identity.sessions, token);
        c.setCookie(identity.sessionCookie, '', { maxAgeSeconds: 0 });
        // What this browser still keeps of the person's pages goes too (ASVS 5.0, 14.3.1); unsent reports stay.
        return new Answer(303, undefined, { location: '/signed-out', 'clear-site-data': '"cache"' });
      },
    ),
    page(
      {
        url: '/signed-out',
        permission: 'public: said to somebody who is nobody any more',
        summary: { vi: 'Đã đăng xuất', en: 'Signed out' },
      },
      async (c) => signedOutView(c.t, identityOf(m).relyingParty.signOutUrl(`${m.publicUrl}/`, c.lang)),
    ),
  ];
}
