// How a reporter can be told: Vietnamese phone numbers in one spelling, e-mail addresses of a possible form.
import { AppError, type FieldError } from '@city/kernel/errors';
import type { ContactInput } from '../contract.ts';
import { feedbackErrors } from '../errors.ts';

export interface CleanContact {
  readonly name: string | null;
  /** E.164 */
  readonly phone: string | null;
  readonly email: string | null;
}

/** Mobile numbers have nine digits after the 0, fixed ones ten (Thông tư 22/2014/TT-BTTTT); numbers abroad keep their code. */
const vietnamese = /^\+84(?:[35789]\d{8}|2\d{9})$/;
const abroad = /^\+(?!84)[1-9]\d{7,14}$/;

/** `0912 345 678`, `(+84) 912.345.678` → `+84912345678`; null when it is no number one could call. */
export function normalPhone(text: string): string | null {
  const digits = text.replace(/[\s.\-()\u00a0]/g, '');
  const full = digits.startsWith('+')
    ? digits
    : digits.startsWith('00')
      ? `+${digits.slice(2)}`
      : digits.startsWith('84')
        ? `+${digits}`
        : digits.startsWith('0')
          ? `+84${digits.slice(1)}`
          : '';
  const trimmed = full.replace(/^\+840/, '+84');
  return vietnamese.test(trimmed) || abroad.test(trimmed) ? trimmed : null;
}

/** Something@domain.tld in reasonable lengths (RFC 5321 §4.5.3.1), without quotes or spaces. */
export function normalEmail(text: string): string | null {
  const email = text.trim();
  return email.length <= 254 &&
    /^[^\s@"(),:;<>[\]\\]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+$/u.test(email)
    ? email
    : null;
}

/**
 * Cleans what was given; null when there is nothing to keep.
 * @param problems receives what is wrong, with the field's pointer below `at`.
 */
export function cleanContact(
  given: ContactInput | undefined,
  problems: FieldError[],
  at = '/contact',
): CleanContact | null {
  if (!given) return null;
  const name = given.name?.normalize('NFC').trim().replace(/\s+/g, ' ') || null;
  const phone = given.phone?.trim() ? normalPhone(given.phone) : undefined;
  const email = given.email?.trim() ? normalEmail(given.email) : undefined;
  if (phone === null) problems.push(fieldProblem('report_phone_invalid', pointer(at, 'phone')));
  if (email === null) problems.push(fieldProblem('report_email_invalid', pointer(at, 'email')));
  if (name === null && !phone && !email) return null;
  return { name, phone: phone ?? null, email: email ?? null };
}

/** Forms have flat names: `contactPhone` instead of `contact/phone`. */
function pointer(at: string, name: string): string {
  return at === '/contact' ? `${at}/${name}` : `/contact${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** One wrong field, in the words of this module's error table. */
export function fieldProblem(code: keyof typeof feedbackErrors, pointer: string): FieldError {
  return { pointer, code, message: feedbackErrors[code].title };
}

/** Throws what is wrong: one problem under its own code, several as an invalid request that lists them. */
export function refuse(problems: readonly FieldError[]): void {
  const [first, ...rest] = problems;
  if (!first) return;
  throw new AppError(
    rest.length === 0 || problems.every(({ code }) => code === first.code) ? first.code : 'invalid_request',
    { errors: problems },
  );
}
