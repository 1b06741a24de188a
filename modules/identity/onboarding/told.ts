// What an officer wrote down of somebody's card, sealed until a second officer has seen the card too.
import { maskPersonalNumber, maskPhone } from '../people/personal-number.ts';
import { open, seal } from '../people/sealing.ts';

export interface Told {
  readonly name: string;
  /** yyyy-mm-dd */
  readonly birthDate: string;
  /** Twelve digits. */
  readonly number: string;
  /** E.164 */
  readonly phone: string | null;
}

const place = (id: string) => `identity.onboarding|told|${id}`;

export const sealTold = (key: Buffer, id: string, told: Told): Buffer =>
  seal(key, JSON.stringify(told), place(id));

export const openTold = (key: Buffer, id: string, sealed: Buffer): Told =>
  JSON.parse(open(key, sealed, place(id))) as Told;

/** As the screen shows it: enough to compare with the card, not enough to copy. */
export const shownTold = ({ name, birthDate, number, phone }: Told) => ({
  name,
  birthDate,
  number: maskPersonalNumber(number),
  phone: phone === null ? null : maskPhone(phone),
});
