// What a queued message says of somebody, sealed: where an address without an account is reached, and parameters that hold keys.
import { asText, fromText, type SealedText, type Seals } from '@city/kernel/seals';

export interface Address {
  readonly lang: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** As the column keeps it. Addresses queued before they were sealed stand in clear until their delivery is over. */
export type KeptAddress = Address | ({ readonly lang: string } & SealedText);

const addressPlace = 'notify.message.address';
const paramsPlace = 'notify.message.params';
const contactPlace = 'notify.contact';

export function sealAddress(seals: Seals, messageId: string, { lang, email, phone }: Address): KeptAddress {
  return { lang, ...asText(seals.seal(addressPlace, messageId, { email, phone })) };
}

export function openAddress(seals: Seals, messageId: string, kept: KeptAddress): Address {
  if (!('sealed' in kept)) return kept;
  const opened = seals.open<Omit<Address, 'lang'>>(addressPlace, messageId, fromText(kept));
  return { lang: kept.lang, email: opened?.email ?? null, phone: opened?.phone ?? null };
}

export function sealParams(seals: Seals, messageId: string, params: unknown): SealedText {
  return asText(seals.seal(paramsPlace, messageId, params));
}

/** Parameters in either form. */
export function openParams(seals: Seals, messageId: string, params: unknown): unknown {
  return isSealed(params) ? seals.open(paramsPlace, messageId, fromText(params)) : params;
}

function isSealed(value: unknown): value is SealedText {
  if (value === null || typeof value !== 'object') return false;
  return Object.keys(value).sort().join() === 'data_key,sealed';
}

export interface Reach {
  readonly email: string | null;
  readonly phone: string | null;
}

export interface KeptContact extends Reach {
  readonly data_key: Buffer | null;
  readonly sealed: Buffer | null;
}

export const sealContact = (seals: Seals, recipient: string, reach: Reach) =>
  seals.seal(contactPlace, recipient, { email: reach.email, phone: reach.phone });

/** A contact in either form: those kept in clear before are sealed by the sweep. */
export function openContact(seals: Seals, recipient: string, kept: KeptContact): Reach {
  return seals.open<Reach>(contactPlace, recipient, kept) ?? { email: kept.email, phone: kept.phone };
}
