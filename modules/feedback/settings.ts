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

const mailAddress = setting({
  name: 'CITY_MAIL_IN_ADDRESS',
  describe: 'Address at which the city takes reports and answers by e-mail. Empty: none are taken',
  parse: (value) => {
    if (!/^[a-z0-9._-]{1,30}@[a-z0-9.-]{1,200}$/.test(value))
      throw new Error('must be an address in small letters, such as phananh@haiphong.example');
    return text(value);
  },
  fallback: '',
});

const mailPort = setting({
  name: 'CITY_MAIL_IN_PORT',
  describe:
    'Port on which city work takes mail (SMTP) from the mail server in front. Empty: no port is opened',
  parse: (value) => {
    const port = whole(value);
    if (port < 0 || port > 65_535) throw new Error('must be a port');
    return port;
  },
  fallback: -1,
});
const mailHost = setting({
  name: 'CITY_MAIL_IN_HOST',
  describe:
    'Address of this machine on which mail is taken; strangers must not reach it past the mail server',
  parse: text,
  fallback: '127.0.0.1',
});

/** Where mail is taken; null when it is not. Port 0 takes any free one. */
export function mailDoorOf(config: Config): { host: string; port: number } | null {
  const port = config.get(mailPort);
  return port < 0 ? null : { host: config.get(mailHost), port };
}

/** Null when the city takes no mail. */
export function mailboxOf(config: Config): string | null {
  return config.get(mailAddress) || null;
}

const smsSecret = setting({
  name: 'CITY_SMS_IN_SECRET',
  describe:
    'Secret that the aggregator of text messages signs with, at least 24 letters. Empty: no text messages are taken',
  parse: (value) => {
    if (value.length < 24) throw new Error('must have at least 24 letters');
    return text(value);
  },
  fallback: '',
});

/** Null when the city takes no text messages. */
export function smsSecretOf(config: Config): string | null {
  return config.get(smsSecret) || null;
}
