// What an operator of this module can set.
import { type Config, setting, text, whole } from '@city/kernel/config';
import { limits } from './limits.ts';

const perMinute = setting({
  name: 'CITY_REPORTS_PER_MINUTE',
  describe: 'Reports taken from one address in a minute',
  parse: whole,
  fallback: limits.reportsPerMinute,
});

/** What the reporters' own links are made with. Another secret makes the links already sent useless. */
export const keySecret = setting({
  name: 'CITY_REPORT_KEY_SECRET',
  describe:
    'Secret of the links with which people without an account rate and reopen their reports; at least 32 letters',
  parse: (value) => {
    if (value.length < 32) throw new Error('must have at least 32 letters');
    return text(value);
  },
  secret: true,
});

/** How many reports one address may file in a minute. */
export function reportsPerMinute(config: Config): { max: number; perSeconds: number } {
  return { max: config.get(perMinute), perSeconds: 60 };
}

/** How many steps of the form one address may take in a minute. */
export const draftsPerMinute = { max: limits.draftsPerMinute, perSeconds: 60 } as const;
