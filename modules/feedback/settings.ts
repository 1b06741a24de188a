// What an operator of this module can set.
import { type Config, setting, text, whole } from '@city/kernel/config';
import { limits } from './limits.ts';

const perMinute = setting({
  name: 'CITY_REPORTS_PER_MINUTE',
  describe: `Reports taken from one address in a minute. Default: ${limits.reportsPerMinute} in production, ${limits.reportsPerMinuteDemo} in the demo city, where benches and drills run`,
  parse: whole,
  fallback: 0,
});

/** What the reporters' own links are made with. Another secret makes the links already sent useless. */
export const keySecret = setting({
  name: 'CITY_REPORT_KEY_SECRET',
  describe: 'Secret of the links with which people without an account rate and reopen their reports; at least 32 letters',
  parse: (value) => {
    if (value.length < 32) throw new Error('must have at least 32 letters');
    return text(value);
  },
  secret: true,
});

/** How many reports one address may file in a minute. */
export function reportsPerMinute(config: Config): { max: number; perSeconds: number } {
  const set = config.get(perMinute);
  const usual = config.mode === 'production' ? limits.reportsPerMinute : limits.reportsPerMinuteDemo;
  return { max: set > 0 ? set : usual, perSeconds: 60 };
}

/** How many steps of the form one address may take in a minute. */
export function draftsPerMinute(config: Config): { max: number; perSeconds: number } {
  return { max: config.mode === 'production' ? limits.draftsPerMinute : limits.draftsPerMinuteDemo, perSeconds: 60 };
}
