// Who may do what with the entities of the city.
import {
  all,
  any,
  type Condition,
  condition,
  hasRole,
  isSystem,
  type Permission,
  policy,
} from '@city/kernel/access';

export const readPermission = 'context.entity.read';
export const writePermission = 'context.entity.write';
export const contextPermission = 'context.terms.write';

/** The role of a system that holds a token of this module; no other permission of the city names it. */
export const gatewayRole = 'context_gateway';

/** The tenant stands on the operator's list that this question is about: attribute `listed`. */
const listed: Condition = condition(
  'listed tenant',
  { vi: 'không gian dữ liệu được mở', en: 'the tenant is open' },
  ({ resource }) =>
    resource['listed'] === true
      ? { holds: true, reason: 'open tenant' }
      : { holds: false, reason: 'the tenant is not open' },
);

/** A gateway's token is for its own tenants only: attribute `tenant`, and the post's body names them. */
const ofOwnTenant: Condition = condition(
  'own tenant',
  { vi: 'không gian dữ liệu của hệ thống này', en: 'it is a tenant of this system' },
  ({ actor, resource }) => {
    const tenants = (actor.post?.body ?? '').split(' ');
    const tenant = resource['tenant'];
    return typeof tenant === 'string' && (tenants.includes(tenant) || tenants.includes('*'))
      ? { holds: true, reason: `tenant ${tenant}` }
      : { holds: false, reason: 'another tenant' };
  },
);

const who = policy(
  any(listed, isSystem, all(hasRole(gatewayRole), ofOwnTenant), hasRole('administrator', 'operator')),
);

export const permissions: Readonly<Record<string, Permission>> = {
  [readPermission]: {
    describe: { vi: 'Đọc thực thể của một không gian dữ liệu', en: 'Read the entities of a tenant' },
    who,
  },
  [writePermission]: {
    describe: {
      vi: 'Ghi thực thể, đăng ký theo dõi trong một không gian dữ liệu',
      en: 'Write entities and subscriptions of a tenant',
    },
    who,
  },
  [contextPermission]: {
    describe: { vi: 'Thêm, bỏ ngữ cảnh JSON-LD', en: 'Add and remove JSON-LD contexts' },
    who,
  },
};
