// The manifest of the wallet: credentials that the city issues, and the checking of credentials that people show.
import { defineModule } from '@city/kernel/module';
import { statusRoutes } from './status/status.routes.ts';
import type { Tables } from './tables.ts';
import { walletOf } from './wallet.ts';

export const module = defineModule<Tables>({
  name: 'wallet',
  title: { vi: 'Ví giấy tờ', en: 'Wallet' },
  needs: [],
  permissions: {},
  routes: (m) => {
    const wallet = walletOf(m);
    return [...statusRoutes(wallet)];
  },
  retention: [
    { table: 'wallet.status_list', personalData: false, keep: 'for good' },
    { table: 'wallet.status_entry', personalData: false, keep: 'for good: an index is never given twice' },
    { table: 'wallet.status_change', personalData: false, keep: 'for good: what was valid when' },
    { table: 'wallet.key', personalData: false, keep: 'for good: what was signed can be checked later' },
  ],
});
