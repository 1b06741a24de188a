// What acting for another adds to the manifest: permissions and routes.
import { type Permission, signedIn } from '@city/kernel/access';
import type { Route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import type { Tables } from '../tables.ts';
import { actingRoutes } from './acting.routes.ts';
import { guardianPermissions, guardianRoutes } from './guardian.routes.ts';
import { givingRoutes } from './giving.routes.ts';
import { relationRoutes } from './relations.routes.ts';

export const mandatePermissions: Readonly<Record<string, Permission>> = {
  'identity.mandate.give': {
    describe: {
      vi: 'Giao, nhận và rút lại quyền làm thay mình hoặc tổ chức mình đại diện',
      en: 'Give, accept and revoke powers over oneself or the organisation one represents',
    },
    who: signedIn,
    representation: 'self',
  },
  ...guardianPermissions,
};

export function mandateRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [...actingRoutes(m), ...givingRoutes(m), ...relationRoutes(m), ...guardianRoutes(m)];
}
