// What the doctor finds: how bad it is, what it is, what to do.
import type { Words } from '../words.ts';

export type Finding = {
  level: 'good' | 'warning' | 'bad';
  what: Words;
  /** What to do about it. */
  remedy?: Words;
};

export const good = (vi: string, en: string): Finding => ({ level: 'good', what: { vi, en } });

export const warning = (what: Words, remedy: Words): Finding => ({ level: 'warning', what, remedy });

export const bad = (what: Words, remedy: Words): Finding => ({ level: 'bad', what, remedy });
