// The language of whoever sits at the terminal, as apps/cli decides it.
import type { Lang } from '@city/kernel/text';

/** CITY_LANG, else the terminal's own; Vietnamese when neither says English. */
export function terminalLanguage(environment: NodeJS.ProcessEnv = process.env): Lang {
  const { CITY_LANG, LC_ALL, LC_MESSAGES, LANG } = environment;
  return /^en/i.test(CITY_LANG || LC_ALL || LC_MESSAGES || LANG || '') ? 'en' : 'vi';
}
