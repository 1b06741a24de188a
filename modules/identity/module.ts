// The identity module's manifest: who may ask for what, how a request becomes somebody, what is kept how long.
import { signedIn } from '@city/kernel/access';
import { defineModule } from '@city/kernel/module';
import { accountPermissions, accountRoutes } from './accounts/accounts.routes.ts';
import { codeRoutes } from './authenticators/code.routes.ts';
import { passkeyRoutes } from './authenticators/passkey.routes.ts';
import { authenticatorRetention } from './authenticators/retention.ts';
import { secondRoutes } from './authenticators/second.routes.ts';
import { securityAddRoutes } from './authenticators/security-add.routes.ts';
import { securityRoutes } from './authenticators/security.routes.ts';
import { totpRoutes } from './authenticators/totp.routes.ts';
import { sendCodeJob } from './authenticators/send-code.job.ts';
import { clientDeskRoutes, clientPermissions } from './developers/desk.routes.ts';
import { developerRoutes } from './developers/developers.routes.ts';
import { servicePermissions, serviceRoutes } from './developers/service.routes.ts';
import { tryRoutes } from './developers/try.routes.ts';
import { identityOf } from './identity.ts';
import { onboardingSweep } from './onboarding/lapse.sweep.ts';
import { onboardingPermissions, onboardingRoutes } from './onboarding/onboarding.routes.ts';
import { keepProviderJob } from './provider/keep.job.ts';
import { tellClients, tellSignOutJob } from './provider/tell-sign-out.job.ts';
import { actorByToken } from './provider/authenticate-token.ts';
import { providerRoutes } from './provider/provider.routes.ts';
import { mandatePermissions, mandateRoutes } from './mandates/mandates.ts';
import { mandateTopic } from './mandates/mandate.live.ts';
import { lapseSweep } from './mandates/lapse.sweep.ts';
import { registerRoutes } from './registers/notice.routes.ts';
import { meRoutes } from './people/me.routes.ts';
import { personalData } from './people/personal-data.ts';
import { deputyRoutes, deputyPermissions } from './posts/deputies.routes.ts';
import { seedPosts } from './posts/posts.seed.ts';
import { forgetJob } from './sessions/forget.job.ts';
import { actorOf } from './sessions/session.ts';
import { signOutRoutes } from './sessions/sign-out.routes.ts';
import { waysRoutes } from './sign-in/ways.routes.ts';
import { signInRoutes } from './sign-in/sign-in.routes.ts';
import { olderProviderKeys, providerKeys } from './signing-keys.ts';
import type { Tables } from './tables.ts';
import { trail } from './trail-words.ts';

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
    ...onboardingPermissions,
    ...clientPermissions,
    ...accountPermissions,
    ...servicePermissions,
  },
  routes: (m) => [
    ...waysRoutes(m),
    ...signInRoutes(m),
    ...passkeyRoutes(m),
    ...codeRoutes(m),
    ...secondRoutes(m),
    ...securityRoutes(m),
    ...securityAddRoutes(m),
    ...totpRoutes(m),
    ...signOutRoutes(m),
    ...meRoutes(m),
    ...deputyRoutes(m),
    ...mandateRoutes(m),
    ...onboardingRoutes(m),
    ...registerRoutes(m),
    ...providerRoutes(m),
    ...developerRoutes(m),
    ...tryRoutes(m),
    ...clientDeskRoutes(m),
    ...accountRoutes(m),
    ...serviceRoutes(m),
  ],
  jobs: [forgetJob, sendCodeJob, keepProviderJob, tellSignOutJob],
  subscriptions: () => [tellClients],
  live: () => [mandateTopic],
  sweeps: (m) => [lapseSweep(m), onboardingSweep(m)],
  authenticate: (m) => async (request) => {
    const identity = identityOf(m);
    const byToken = await actorByToken(m, identity, request);
    if (byToken) return byToken;
    const session = await identity.sessions.find(request.cookies[identity.sessionCookie]);
    return session ? actorOf(session, identity.rulesNow(), identity.mandateRulesOn, m.now()) : null;
  },
  nav: [
    {
      href: '/me/acting',
      text: { vi: 'Làm thay người khác', en: 'Acting for another' },
      describe: { vi: 'Con, người được giám hộ, tổ chức', en: 'A child, a ward, an organisation' },
      icon: 'people',
      places: ['mine'],
      order: 60,
    },
    {
      href: '/me/security',
      text: { vi: 'Trung tâm an toàn', en: 'Security centre' },
      describe: { vi: 'Cách đăng nhập, nơi đang đăng nhập', en: 'Ways to sign in, where you are signed in' },
      icon: 'key',
      places: ['mine'],
      order: 90,
    },
  ],
  signingKeys: [providerKeys, olderProviderKeys],
  seed: seedPosts,
  personalData,
  trail,
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
    { table: 'identity.oidc_brief', personalData: true, keep: 'until the day after it expires' },
    { table: 'identity.oidc_lasting', personalData: true, keep: 'until the week after it expires' },
    {
      table: 'identity.oidc_client',
      personalData: false,
      keep: 'for good: which service was registered for what',
    },
    {
      table: 'identity.oidc_client_stop',
      personalData: false,
      keep: 'for good: when a service was stopped and why',
    },
    {
      table: 'identity.oidc_client_wish',
      personalData: false,
      keep: 'for good: what a service was admitted for',
    },
    { table: 'identity.oidc_consent', personalData: true, keep: 'as evidence, as long as the person' },
    { table: 'identity.oidc_key', personalData: false, keep: 'until its last token is over' },
    { table: 'identity.oidc_secret', personalData: false, keep: 'for good: sealed' },
    { table: 'identity.organisation', personalData: false, keep: 'as long as the register knows it' },
    {
      table: 'identity.mandate',
      personalData: true,
      keep: 'for good: who acted for whom, by which document',
    },
    { table: 'identity.narrowing', personalData: true, keep: 'for good, like the mandate it narrowed' },
    {
      table: 'identity.onboarding',
      personalData: true,
      keep: 'for good: who helped whom to an account; what the card says is forgotten at its end',
    },
    {
      table: 'identity.account_block',
      personalData: true,
      keep: 'for good: who disabled which account, why',
    },
    { table: 'identity.session', personalData: true, keep: '90 days after its last use' },
    ...authenticatorRetention,
  ],
});
