// The mandate of a guardian: for whom somebody decides, on what basis and in which matters, from the guardianships that identity knows.
import { type Guardianship, personFacts } from '@city/identity';
import type { CredentialDefinition, Entitlement } from '../contract.ts';

const basisWords: Readonly<Record<Guardianship['basis'], string>> = {
  parent: 'Cha, mẹ',
  guardian: 'Người giám hộ',
  ward: 'Người giám hộ của người lớn',
};

/** One for each ward; it ends when a birthday of the ward changes the powers, or with the guardianship. */
export function guardianMandate(city: { readonly database: object }): CredentialDefinition {
  return {
    type: 'guardian-mandate',
    display: { vi: 'Giấy chứng nhận người giám hộ', en: 'Guardian’s mandate' },
    describe: {
      vi: 'Chứng nhận bạn là cha, mẹ hoặc người giám hộ và được làm thay trong những việc nào.',
      en: 'Certifies that you are parent or guardian, and in which matters you act.',
    },
    colours: { background: '#7A3E12', text: '#FFFFFF' },
    claims: [
      { path: ['name'], display: { vi: 'Họ và tên', en: 'Name' }, disclosure: 'choice', mandatory: true },
      { path: ['basis'], display: { vi: 'Quan hệ', en: 'Basis' }, disclosure: 'choice', mandatory: true },
      {
        path: ['ward_name'],
        display: { vi: 'Người được giám hộ', en: 'Ward' },
        disclosure: 'choice',
        mandatory: true,
      },
      {
        path: ['ward_birth_date'],
        display: { vi: 'Ngày sinh của người được giám hộ', en: 'Ward’s date of birth' },
        disclosure: 'choice',
        mandatory: false,
        sensitive: true,
      },
      {
        path: ['powers'],
        display: { vi: 'Được làm thay việc gì', en: 'Powers' },
        disclosure: 'choice',
        mandatory: true,
      },
    ],
    entitledTo: async (holder) => {
      if (!holder.id) return [];
      const all = await personFacts(city).guardianshipsOf(holder.id);
      return all.map((one) => entitlementOf(holder.name ?? '', one));
    },
  };
}

function entitlementOf(name: string, { mandateId, basis, ward, powers, until }: Guardianship): Entitlement {
  return {
    reference: `mandate:${mandateId}`,
    concerns: [ward.id],
    claims: {
      name,
      basis: basisWords[basis],
      ward_name: ward.name,
      ...(ward.birthDate === null ? {} : { ward_birth_date: ward.birthDate }),
      powers: [...powers],
    },
    ...(until === null ? {} : { validTo: until }),
  };
}
