// Text messages through eSMS.vn, a Vietnamese gateway: REST version 4, JSON (developers.esms.vn, "SMS OTP/CSKH").
import { type Config, flag, setting, text, webAddress, whole } from '@city/kernel/config';
import { AppError } from '@city/kernel/errors';
import { type OutsideAnswer, type OutsideFetch, outsideFetcher } from '@city/kernel/fetch';
import { type ChannelAdapter, notConfigured, type Outcome, type Outgoing } from './channel.ts';
import { smsLength, smsText } from './sms-length.ts';

const settings = {
  address: setting({
    name: 'CITY_SMS_URL',
    describe: 'Address of the SMS gateway (eSMS.vn REST v4)',
    parse: webAddress,
    fallback: 'https://rest.esms.vn/MainService.svc/json',
  }),
  apiKey: setting({
    name: 'CITY_SMS_API_KEY',
    describe: 'ApiKey of the SMS gateway. Empty: no text messages are sent',
    parse: text,
    fallback: '',
  }),
  secretKey: setting({
    name: 'CITY_SMS_SECRET_KEY',
    describe: 'SecretKey of the SMS gateway',
    parse: text,
    fallback: '',
  }),
  brandname: setting({
    name: 'CITY_SMS_BRANDNAME',
    describe: 'Sender name registered with the carriers',
    parse: text,
    fallback: '',
  }),
  type: setting({
    name: 'CITY_SMS_TYPE',
    describe: 'SmsType: 2 customer care with a brand name, 8 fixed number',
    parse: text,
    fallback: '2',
  }),
  marks: setting({
    name: 'CITY_SMS_MARKS',
    describe: 'Send Vietnamese marks (70 letters a message instead of 160)',
    parse: flag,
    fallback: false,
  }),
  mostParts: setting({
    name: 'CITY_SMS_MOST_PARTS',
    describe: 'Most messages that one notification may cost',
    parse: whole,
    fallback: 3,
  }),
};

interface Gateway {
  readonly url: string;
  readonly apiKey: string;
  readonly secretKey: string;
  readonly brandname: string;
  readonly type: string;
  readonly marks: boolean;
  readonly mostParts: number;
}

export function smsChannel(config: Config): ChannelAdapter {
  const address = config.get(settings.address);
  const gateway: Gateway = {
    url: `${address}/SendMultipleMessage_V4_post_json/`,
    apiKey: config.get(settings.apiKey),
    secretKey: config.get(settings.secretKey),
    brandname: config.get(settings.brandname),
    type: config.get(settings.type),
    marks: config.get(settings.marks),
    mostParts: config.get(settings.mostParts),
  };
  if (gateway.apiKey === '' || gateway.secretKey === '') return notConfigured('sms');
  // The operator named this address: it may lie inside their own walls.
  const fetch = outsideFetcher(config, [new URL(address).host]);
  return { channel: 'sms', send: (outgoing) => send(gateway, fetch, outgoing), close: () => {} };
}

async function send(gateway: Gateway, fetch: OutsideFetch, outgoing: Outgoing): Promise<Outcome> {
  if (!outgoing.phone) return { status: 'skipped', reason: 'no phone number' };
  const phone = vietnameseMobile(outgoing.phone);
  if (!phone) return { status: 'failed', reason: 'not a Vietnamese mobile number' };
  const content = smsText(wordsOf(outgoing), gateway);
  const request = {
    ApiKey: gateway.apiKey,
    SecretKey: gateway.secretKey,
    Phone: phone,
    Content: content,
    SmsType: gateway.type,
    ...(gateway.brandname ? { Brandname: gateway.brandname } : {}),
    IsUnicode: smsLength(content).encoding === 'ucs2' ? '1' : '0',
    RequestId: outgoing.requestId,
  };
  try {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers,
      body: JSON.stringify(request),
      mostBytes: 65_536,
    });
    return outcomeOf(answer);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { status: 'retry', reason: `gateway not reached (${error.code})`, isAnswered: false };
  }
}

function wordsOf({ words, link }: Outgoing): string {
  return (
    words.sms ?? [`${words.title}.`, words.body.replace(/\s*\n\s*/g, ' '), ...(link ? [link] : [])].join(' ')
  );
}

/** `0912345678` of what people write for a mobile number; null for anything else. */
export function vietnameseMobile(value: string): string | null {
  const digits = value.replace(/[\s().-]/g, '').replace(/^(?:\+84|0084|84)(?=[35789]\d{8}$)/, '0');
  return /^0[35789]\d{8}$/.test(digits) ? digits : null;
}

/** The gateway's own table of codes: accepted, known already, wrong for ever, or for the operator to mend. */
const accepted = new Set(['100', '124']);
const final: ReadonlyMap<string, string> = new Map(
  Object.entries({
    99: 'number blocked by the gateway',
    104: 'sender name not known to the gateway',
    108: 'number refused by the gateway',
    146: 'words do not fit the template registered with the carriers',
    177: 'carrier not registered for this sender name',
    300: 'message type missing',
  }),
);
const mendable: ReadonlyMap<string, string> = new Map(
  Object.entries({
    101: 'gateway refused ApiKey or SecretKey',
    102: 'gateway has no price list for us',
    103: 'gateway account is empty',
    140: 'gateway does not know our address',
  }),
);

function outcomeOf(answer: OutsideAnswer): Outcome {
  const afterSeconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  const later = Number.isFinite(afterSeconds) ? { afterSeconds } : {};
  const body = jsonOf(answer.body);
  if (answer.status >= 500)
    return { status: 'retry', reason: `gateway answered ${answer.status}`, isAnswered: false, ...later };
  if (answer.status === 429)
    return { status: 'retry', reason: 'gateway is busy', isAnswered: true, ...later };
  const code =
    typeof body['CodeResult'] === 'string' || typeof body['CodeResult'] === 'number'
      ? `${body['CodeResult']}`
      : '';
  if (accepted.has(code))
    return { status: 'sent', reference: typeof body['SMSID'] === 'string' ? body['SMSID'] : null };
  if (final.get(code)) return { status: 'failed', reason: `${final.get(code)} (${code})` };
  if (mendable.get(code))
    return { status: 'retry', reason: `${mendable.get(code)} (${code})`, isAnswered: true };
  if (code === '' && answer.status >= 400)
    return { status: 'failed', reason: `gateway answered ${answer.status}` };
  return { status: 'retry', reason: `gateway answered with code ${code || 'none'}`, isAnswered: code !== '' };
}

function jsonOf(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
