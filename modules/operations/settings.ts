// What an operator of the operations centre can set.
import { setting } from '@city/kernel/config';
import { readKey } from '@city/kernel/files';

export const capKey = setting({
  name: 'CITY_CAP_KEY',
  describe:
    'Key that seals the private keys public warnings are signed with: 32 random bytes in base64url or hex',
  parse: readKey,
  secret: true,
});
