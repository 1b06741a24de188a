// What an operator of this module can set.
import { setting } from '@city/kernel/config';
import { readKey } from '@city/kernel/files';

/** Losing it loses the words of open requests and the exports that wait to be fetched. */
export const sealKey = setting({
  name: 'CITY_PRIVACY_KEY',
  describe:
    'Key that seals the words of requests about personal data and the exports made for them: 32 random bytes in base64url or hex.',
  parse: readKey,
  secret: true,
});
