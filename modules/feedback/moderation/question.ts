// A small question for senders who send much: it needs no script, and its answer lets one report in, once.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Question {
  /** Comes back with the answer; says which question it was and until when. */
  readonly token: string;
  readonly words: { readonly vi: string; readonly en: string };
}

/** `used` marks the question, so that the store can refuse a second report with it. */
export type Answered = { readonly ok: true; readonly used: string } | { readonly ok: false };

export interface Questions {
  ask(now: Date, minutes: number): Question;
  check(given: { token?: string | undefined; answer?: string | undefined }, now: Date): Answered;
}

const nonceBytes = 16;
const viNumbers = [
  '',
  'một',
  'hai',
  'ba',
  'bốn',
  'năm',
  'sáu',
  'bảy',
  'tám',
  'chín',
  'mười',
  'mười một',
  'mười hai',
];
const enNumbers = [
  '',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

export function questions(secret: string): Questions {
  const hash = (words: string, nonce: Buffer) =>
    createHmac('sha256', secret).update(words).update(nonce).digest();
  /** Both numbers follow from the token, so that nothing is kept. */
  const numbers = (nonce: Buffer): readonly [number, number] => {
    const bytes = hash('question', nonce);
    return [1 + (bytes[0]! % 12), 1 + (bytes[1]! % 12)];
  };
  const sign = (nonce: Buffer, until: number) => hash(`question until ${until} `, nonce).subarray(0, 16);
  return {
    ask: (now, minutes) => {
      const nonce = randomBytes(nonceBytes);
      const until = now.getTime() + minutes * 60_000;
      const [a, b] = numbers(nonce);
      return {
        token: `${nonce.toString('base64url')}.${until.toString(36)}.${sign(nonce, until).toString('base64url')}`,
        words: {
          vi: `${capital(viNumbers[a]!)} cộng ${viNumbers[b]} bằng mấy? Viết bằng số.`,
          en: `What is ${enNumbers[a]} plus ${enNumbers[b]}? Write it in digits.`,
        },
      };
    },
    check: ({ token, answer }, now) => {
      const [first = '', second = '', third = ''] = (token ?? '').split('.');
      const nonce = Buffer.from(first, 'base64url');
      const until = Number.parseInt(second, 36);
      const signed = Buffer.from(third, 'base64url');
      if (nonce.length !== nonceBytes || signed.length !== 16 || !Number.isSafeInteger(until))
        return { ok: false };
      if (!timingSafeEqual(signed, sign(nonce, until)) || until < now.getTime()) return { ok: false };
      const [a, b] = numbers(nonce);
      return digitsOf(answer) === String(a + b) ? { ok: true, used: nonce.toString('hex') } : { ok: false };
    },
  };
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** People write full-width digits, spaces and full stops. */
function digitsOf(answer: string | undefined): string {
  return (answer ?? '').normalize('NFKC').replace(/[\s.]/g, '');
}
