// The personal identification number (số định danh cá nhân): form, agreement with the date of birth, mask.
import { createHmac } from 'node:crypto';

/** What a personal number says by itself. The sex digit is not used: sex registration can change, the number stays. */
export interface PersonalNumber {
  readonly digits: string;
  readonly birthYear: number;
}

/**
 * Reads a number as people and systems write it: spaces, dots, dashes and full-width digits are normalised.
 * Form: NĐ 137/2015/NĐ-CP Art. 13, TT 07/2016/TT-BCA Art. 7: three digits place of birth registration (001 and above),
 * one digit century and sex, two digits year of birth, six digits at random; there is no check digit.
 * @returns null when it cannot be the number of somebody alive
 */
export function readPersonalNumber(text: string): PersonalNumber | null {
  const digits = text.normalize('NFKC').replace(/[\s.-]/g, '');
  if (!/^\d{12}$/.test(digits) || digits.startsWith('000')) return null;
  const century = Math.floor(Number(digits[3]) / 2);
  if (century > 1) return null;
  return { digits, birthYear: 1900 + 100 * century + Number(digits.slice(4, 6)) };
}

/** Whether number and date of birth (yyyy-mm-dd, or yyyy where only the year is known) can belong to one person. */
export function agreesWithBirthDate(number: PersonalNumber, birthDate: string): boolean {
  return Number(birthDate.slice(0, 4)) === number.birthYear;
}

/** Shows the last three digits only: the first six can be guessed from public facts, so more would give it away. */
export function maskPersonalNumber(digits: string): string {
  return '•'.repeat(Math.max(digits.length - 3, 0)) + digits.slice(-3);
}

/** Shows the last three digits of a phone number. */
export function maskPhone(phone: string): string {
  return '•'.repeat(Math.max(phone.length - 3, 0)) + phone.slice(-3);
}

/** Reads a phone number into E.164 with Việt Nam's prefix; null when it has another form. */
export function readPhone(text: string): string | null {
  const digits = text.normalize('NFKC').replace(/[\s.()-]/g, '');
  const national = /^(?:\+84|0084|84|0)([235789]\d{8,9})$/.exec(digits)?.[1];
  return national === undefined ? null : `+84${national}`;
}

/**
 * The blind index under which a value is found: HMAC-SHA-256 with a key kept outside the database. An unkeyed hash of the
 * 12 digits could be undone in seconds, there are only some 10^10 numbers.
 */
export function blindIndex(key: Buffer, kind: 'personal-number' | 'phone' | 'email', value: string): Buffer {
  return createHmac('sha256', key).update(`${kind}\0${value}`).digest();
}
