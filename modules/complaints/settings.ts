// What an operator of this module can set.
import { setting } from '@city/kernel/config';
import { readKey } from '@city/kernel/files';

/** Losing it loses the words and the names of every matter. */
export const sealKey = setting({
  name: 'CITY_COMPLAINTS_KEY',
  describe:
    'Key that seals complaints, denunciations and who filed them: 32 random bytes in base64url or hex. Losing it loses them.',
  parse: readKey,
  secret: true,
});
