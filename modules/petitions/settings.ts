// What an operator of this module can set.
import { setting, text } from '@city/kernel/config';

/** What the keys of signatures are made with. Another secret would let everyone sign once more: it never changes. */
export const signerSecret = setting({
  name: 'CITY_PETITION_SIGNER_SECRET',
  describe:
    'Secret of the keys under which signatures are kept, one for each person and petition; at least 32 letters. Never change it',
  parse: (value) => {
    if (value.length < 32) throw new Error('must have at least 32 letters');
    return text(value);
  },
  secret: true,
});
