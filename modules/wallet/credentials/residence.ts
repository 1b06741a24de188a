// Where somebody lives, by the civil register: the commune or ward of today. Another entry there makes it void.
import { personFacts, RegisterAway } from '@city/identity';
import type { Unit } from '@city/kernel/geo';
import { type CredentialDefinition, NotReadyYet } from '../contract.ts';

export function residence(
  city: { readonly database: object },
  unitByCode: (code: string) => Unit | null,
): CredentialDefinition {
  return {
    type: 'residence',
    display: { vi: 'Xác nhận nơi cư trú', en: 'Confirmation of residence' },
    describe: {
      vi: 'Chứng nhận bạn cư trú tại một xã, phường, đặc khu của thành phố.',
      en: 'Certifies that you live in a commune, ward or special zone of the city.',
    },
    colours: { background: '#1F6B4A', text: '#FFFFFF' },
    asksRegister: { isConnected: () => personFacts(city).isRegisterConnected },
    claims: [
      { path: ['name'], display: { vi: 'Họ và tên', en: 'Name' }, disclosure: 'choice', mandatory: true },
      { path: ['unit'], display: { vi: 'Nơi cư trú', en: 'Place' }, disclosure: 'choice', mandatory: true },
      {
        path: ['unit_code'],
        display: { vi: 'Mã đơn vị hành chính', en: 'Code of the unit' },
        disclosure: 'choice',
        mandatory: true,
      },
      {
        path: ['since'],
        display: { vi: 'Cư trú từ ngày', en: 'Since' },
        disclosure: 'choice',
        mandatory: false,
        sensitive: true,
      },
    ],
    entitledTo: async (holder) => {
      if (!holder.id) return [];
      const found = await personFacts(city)
        .residenceOf(holder.id)
        .catch((error: unknown) => {
          if (error instanceof RegisterAway) throw new NotReadyYet(error.retryAfterSeconds, { cause: error });
          throw error;
        });
      const unit = found ? unitByCode(found.unit) : null;
      if (!found || !unit) return [];
      return [
        {
          reference: `residence:${found.unit}:${found.since}`,
          claims: {
            name: holder.name ?? '',
            unit: `${unit.kind} ${unit.name}`,
            unit_code: found.unit,
            since: found.since,
          },
        },
      ];
    },
  };
}
