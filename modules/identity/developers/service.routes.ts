// What a service that acts for nobody may ask of the city: how it is registered, so that it notices a change before its users do.
import { Type } from 'typebox';
import { type Permission, serviceWith } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { type Route, route } from '@city/kernel/http';
import type { ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import './errors.ts';
import type { Tables } from '../tables.ts';
import { registeredClients } from './clients.store.ts';
import { proofOf } from './registration.ts';

const scope = 'service.registration';
const permission = 'identity.service.registration';

export const servicePermissions: Readonly<Record<string, Permission>> = {
  [permission]: {
    describe: {
      vi: 'Dịch vụ xem đăng ký của chính nó',
      en: 'A service sees its own registration',
    },
    who: serviceWith(scope),
  },
};

const Registration = Type.Object({
  id: Type.String(),
  name: Type.Object({ vi: Type.String(), en: Type.String() }),
  owner: Type.Object({ vi: Type.String(), en: Type.String() }),
  isSandbox: Type.Boolean(),
  profile: Type.String(),
  purposes: Type.Array(Type.String()),
  requiredLevel: Type.Integer(),
  redirects: Type.Array(Type.String()),
  proof: Type.String(),
  validFrom: Type.String(),
  document: Type.String(),
});

export function serviceRoutes(m: ModuleContext<Tables>): readonly Route[] {
  return [
    route<Tables>(
      {
        method: 'GET',
        url: '/api/service/registration',
        permission,
        scope,
        tags: ['identity'],
        summary: { vi: 'Đăng ký của dịch vụ', en: 'The service’s own registration' },
        response: { 200: Registration },
      },
      async (c) =>
        c.transaction(async (tx) => {
          const [found] = await registeredClients(tx, {
            day: localDate(m.now()),
            clientId: c.actor.id ?? '',
          });
          if (!found) throw new AppError('client_not_found');
          tx.trail({
            action: 'client.registration-read',
            object: { type: 'oidc-client', id: found.clientId },
          });
          return {
            id: found.clientId,
            name: { ...found.name },
            owner: { ...found.owner },
            isSandbox: found.sandbox,
            profile: found.profile,
            purposes: [...found.purposes],
            requiredLevel: found.requiredLevel,
            redirects: [...((found.metadata['redirect_uris'] ?? []) as readonly string[])],
            proof: proofOf(found.metadata),
            validFrom: found.validFrom,
            document: found.document,
          };
        }),
    ),
  ];
}
