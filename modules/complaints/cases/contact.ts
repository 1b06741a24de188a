// How a person can be reached: Vietnamese telephone numbers in one spelling, e-mail addresses of a possible form.

/** `0912 345 678`, `(+84) 912.345.678` → `+84912345678`; null when it is no number one could call. */
export function normalPhone(text: string): string | null {
  const digits = text.replace(/[\s.\-()\u00a0]/g, '');
  const full = /^\+84|^0084|^84/.test(digits)
    ? digits.replace(/^(?:\+84|0084|84)0?/, '+84')
    : digits.replace(/^00/, '+').replace(/^0/, '+84');
  // Mobile numbers have nine digits after the 0, fixed ones ten (Thông tư 22/2014/TT-BTTTT).
  const isVietnamese = /^\+84(?:[35789]\d{8}|2\d{9})$/.test(full);
  return isVietnamese || /^\+(?!84)[1-9]\d{7,14}$/.test(full) ? full : null;
}

/** Something@domain.tld in reasonable lengths (RFC 5321 §4.5.3.1), without quotes or spaces. */
export function normalEmail(text: string): string | null {
  const email = text.trim();
  const isEmail = /^[^\s@"(),:;<>[\]\\]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+$/u.test(email);
  return email.length <= 254 && isEmail ? email : null;
}

/** The last four digits of a telephone number. */
export const lastFour = (phone: string): string => phone.replace(/\D/g, '').slice(-4);
