// Where a code goes: a mobile number or an e-mail address, as people write it, as it is found, as it is shown.
import { isEmailAddress, vietnameseMobile } from '@city/kernel/notify';
import { blindIndex, maskPhone, readPhone } from '../people/personal-number.ts';

export interface Destination {
  readonly channel: 'sms' | 'email';
  /** E.164, or the address in lower case. */
  readonly value: string;
}

/** Null when it is neither. A number that receives no text messages is none. */
export function readDestination(text: string): Destination | null {
  const trimmed = text.normalize('NFKC').trim();
  if (trimmed.includes('@')) {
    const value = trimmed.toLowerCase();
    return value.length <= 254 && isEmailAddress(value) && /\.[^.@]+$/.test(value)
      ? { channel: 'email', value }
      : null;
  }
  const value = readPhone(trimmed);
  return value !== null && vietnameseMobile(value) ? { channel: 'sms', value } : null;
}

export const destinationIndex = (key: Buffer, { channel, value }: Destination): Buffer =>
  blindIndex(key, channel === 'sms' ? 'phone' : 'email', value);

/** Enough for its owner to know it again. */
export function maskDestination({ channel, value }: Destination): string {
  if (channel === 'sms') return maskPhone(value.replace(/^\+84/, '0'));
  const [local = '', domain = ''] = value.split('@');
  return `${local.slice(0, 1)}•••@${domain}`;
}

/** The operator's part of a number: what pumping fraud walks along. */
export const prefixOf = ({ channel, value }: Destination): string =>
  channel === 'sms' ? value.slice(0, 6) : (value.split('@')[1] ?? '');
