// The identity module's manifest: who may ask for what, how a request becomes somebody, what is kept how long.
import { signedIn } from '@city/kernel/access';
import { defineModule } from '@city/kernel/module';
import { identityOf } from './identity.ts';
import { mandatePermissions, mandateRoutes } from './mandates/mandates.ts';
import { lapseSweep } from './mandates/lapse.sweep.ts';
import { meRoutes } from './people/me.routes.ts';
import { deputyRoutes, deputyPermissions } from './posts/deputies.routes.ts';
import { seedPosts } from './posts/posts.seed.ts';
import { forgetJob } from './sessions/forget.job.ts';
import { actorOf } from './sessions/session.ts';
import { signOutRoutes } from './sessions/sign-out.routes.ts';
import { signInRoutes } from './sign-in/sign-in.routes.ts';
import type { Tables } from './tables.ts';

export const module = defineModule<Tables>({
  name: 'identity',
  title: { vi: 'Danh tính', en: 'Identity' },
  needs: [],
  permissions: {
    'identity.self': {
      describe: { vi: 'Xem và dùng danh tính của chính mình', en: 'See and use one’s own identity' },
      who: signedIn,
      representation: 'self',
    },
    ...deputyPermissions,
    ...mandatePermissions,
  },
  routes: (m) => [
    ...signInRoutes(m),
    ...signOutRoutes(m),
    ...meRoutes(m),
    ...deputyRoutes(m),
    ...mandateRoutes(m),
  ],
  jobs: [forgetJob],
  sweeps: (m) => [lapseSweep(m)],
  authenticate: (m) => async (request) => {
    const identity = identityOf(m);
    const session = await identity.sessions.find(request.cookies[identity.sessionCookie]);
    return session ? actorOf(session, identity.rulesNow(), identity.mandateRulesOn, m.now()) : null;
  },
  seed: seedPosts,
  retention: [
    {
      table: 'identity.person',
      personalData: true,
      keep: 'while the person uses the city; erased by dropping the data key',
    },
    { table: 'identity.person_number', personalData: true, keep: 'as long as the person' },
    { table: 'identity.upstream_identity', personalData: true, keep: 'as long as the person' },
    { table: 'identity.post', personalData: true, keep: 'for good: who held which office' },
    { table: 'identity.deputy', personalData: true, keep: 'for good: who stood in for whom, when, for what' },
    { table: 'identity.organisation', personalData: false, keep: 'as long as the register knows it' },
    {
      table: 'identity.mandate',
      personalData: true,
      keep: 'for good: who acted for whom, by which document',
    },
    { table: 'identity.session', personalData: true, keep: '90 days after its last use' },
  ],
});
