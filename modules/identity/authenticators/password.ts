// Which passwords are good enough: length and how hard they are to guess; no rules of composition (ASVS 5.0, 6.2).
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import type { AuthenticatorRules } from './authenticator-rules.ts';

export type PasswordFault = 'short' | 'long' | 'guessable';

/** What people here choose and lists from abroad do not know. */
const local = [
  'haiphong',
  'hoaphuong',
  'hoaphuongdo',
  'vneid',
  'vietnam',
  'matkhau',
  'anhyeuem',
  'emyeuanh',
  'xinchao',
  'catba',
  'doson',
];

let made: ZxcvbnFactory | undefined;
const estimator = (): ZxcvbnFactory =>
  (made ??= new ZxcvbnFactory({ graphs: adjacencyGraphs, dictionary: { ...dictionary, local } }));

/** Null when it is good. `own`: name, birth date, numbers of its owner, which a guesser tries first. */
export function passwordFault(
  rules: AuthenticatorRules['password'],
  password: string,
  own: readonly string[],
): PasswordFault | null {
  const length = [...password.normalize('NFKC')].length;
  if (length < rules.least) return 'short';
  if (length > rules.most) return 'long';
  const words = own.flatMap((text) => {
    const parts = plain(text).split(/[^a-z0-9]+/);
    return [parts.join(''), [...parts].reverse().join(''), ...parts];
  });
  const { score } = estimator().check(
    plain(password.slice(0, 100)),
    words.filter(({ length: n }) => n > 1),
  );
  return score < rules.leastScore ? 'guessable' : null;
}

/** Without marks, as names are typed into passwords. */
const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
