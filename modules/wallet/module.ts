// The manifest of the wallet: credentials that the city issues, and the checking of credentials that people show.
import { signedIn } from '@city/kernel/access';
import { defineModule } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import { defineCredential } from './contract.ts';
import { officialBadge } from './credentials/badge.ts';
import { bodyNames } from './credentials/body-names.ts';
import { endingSweep } from './credentials/ending.sweep.ts';
import { hearMandates, hearPosts, hearRegisters } from './credentials/grounds.subscriber.ts';
import { guardianMandate } from './credentials/guardian.ts';
import { recheckAllJob, recheckJob } from './credentials/recheck.job.ts';
import { residence } from './credentials/residence.ts';
import { forgetJob } from './issuing/forget.job.ts';
import { issuingRoutes } from './issuing/issuing.routes.ts';
import { metadataRoutes } from './issuing/metadata.routes.ts';
import { defineSignInGrant } from './issuing/sign-in-grant.ts';
import { walletKeys } from './keys/signing-keys.ts';
import { styleRoute } from './pages/style.routes.tsx';
import { defineWallets, readWallets } from './issuing/wallets.ts';
import { holdPermission, walletPages } from './pages/wallet-pages.routes.tsx';
import { statusRoutes } from './status/status.routes.ts';
import type { Tables } from './tables.ts';
import { checkPurposes } from './verifying/purposes.ts';
import { verifyPages, verifyPermission } from './verifying/verify-pages.routes.tsx';
import { verifyingRoutes } from './verifying/verifying.routes.ts';
import { walletOf } from './wallet.ts';
import { personalData } from './personal-data.ts';
import { trail } from './trail-words.ts';

export const module = defineModule<Tables>({
  name: 'wallet',
  title: { vi: 'Ví giấy tờ', en: 'Wallet' },
  needs: ['identity'],
  permissions: {
    [holdPermission]: {
      describe: {
        vi: 'Nhận, xem và hủy giấy tờ của chính mình',
        en: 'Fetch, see and give back one’s own credentials',
      },
      who: signedIn,
    },
    [verifyPermission]: {
      describe: {
        vi: 'Hỏi giấy tờ của người khác cho việc đã đăng ký',
        en: 'Ask others for credentials for a registered purpose',
      },
      who: signedIn,
    },
  },
  routes: (m) => {
    const wallet = walletOf(m);
    const unitByCode = (code: string) => m.geo.units.byCode(code, localDate(m.now()));
    defineCredential(m, officialBadge(bodyNames(m.cityFolder, unitByCode)));
    defineCredential(m, residence(m, unitByCode));
    defineCredential(m, guardianMandate(m));
    checkPurposes(wallet);
    defineSignInGrant(wallet);
    defineWallets(wallet, readWallets(m.cityFolder));
    return [
      ...statusRoutes(wallet),
      ...metadataRoutes(wallet),
      ...issuingRoutes(wallet),
      ...verifyingRoutes(wallet),
      ...verifyPages(wallet),
      ...walletPages(wallet),
      styleRoute(),
    ];
  },
  jobs: [forgetJob, recheckJob, recheckAllJob],
  subscriptions: () => [hearPosts, hearMandates, hearRegisters],
  sweeps: (m) => [endingSweep(m)],
  trail,
  signingKeys: [walletKeys],
  personalData,
  nav: [
    {
      href: '/me/wallet',
      text: { vi: 'Ví giấy tờ', en: 'Wallet' },
      describe: { vi: 'Giấy tờ điện tử của bạn', en: 'Your electronic documents' },
      icon: 'identity',
      places: ['service', 'mine'],
      order: 65,
    },
    {
      href: '/verify',
      text: { vi: 'Kiểm tra giấy tờ điện tử', en: 'Check credentials' },
      describe: {
        vi: 'Hỏi ví của người khác, đúng việc',
        en: 'Ask another’s wallet, for a registered purpose',
      },
      icon: 'tick',
      places: ['mine'],
      order: 66,
    },
  ],
  retention: [
    {
      table: 'wallet.presentation',
      personalData: true,
      keep: 'for good: who asked for what and why; what was shown is forgotten after minutes',
    },
    {
      table: 'wallet.offer',
      personalData: true,
      keep: 'for good: what was offered on what ground; the claims are forgotten once used, an hour after they run out at the latest',
    },
    { table: 'wallet.access', personalData: true, keep: 'until it runs out' },
    {
      table: 'wallet.deferred',
      personalData: true,
      keep: 'until it is fetched or runs out, 14 days at most',
    },
    { table: 'wallet.used', personalData: false, keep: 'until it would have run out' },
    {
      table: 'wallet.batch',
      personalData: true,
      keep: 'for good: what was issued on what ground, never the claims',
    },
    { table: 'wallet.credential', personalData: true, keep: 'for good: whose place in which status list' },
    { table: 'wallet.ending', personalData: false, keep: 'until the day comes' },
    { table: 'wallet.status_list', personalData: false, keep: 'for good' },
    { table: 'wallet.status_entry', personalData: false, keep: 'for good: an index is never given twice' },
    { table: 'wallet.status_change', personalData: false, keep: 'for good: what was valid when' },
    { table: 'wallet.key', personalData: false, keep: 'for good: what was signed can be checked later' },
  ],
});
