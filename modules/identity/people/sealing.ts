// Sealing personal values: each person has a data key, wrapped by a key from the settings; forgetting the data key erases the person.
import { type KeyRing, makeDataKey as make, openDataKey as openStored } from '@city/kernel/seals';

export { type KeyRing, open, readKey, readKeyRing, seal } from '@city/kernel/seals';

/** A person's own data key in the form in which it is stored: wrapped by the current key. */
export function makeDataKey(
  ring: KeyRing,
  personId: string,
): { readonly dataKey: Buffer; readonly wrapped: Buffer } {
  return make(ring, wrapContext(personId));
}

/** Opens a stored data key. @throws Error when it was changed, belongs to somebody else, or its key is not configured */
export function openDataKey(ring: KeyRing, wrapped: Buffer, personId: string): Buffer {
  return openStored(ring, wrapped, wrapContext(personId));
}

const wrapContext = (personId: string) => `identity.person|data_key|${personId}`;
