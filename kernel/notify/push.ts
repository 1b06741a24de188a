// Web push (RFC 8030) with encrypted messages (RFC 8291) and our own key as the sender (VAPID, RFC 8292).
import { createECDH, createHash } from 'node:crypto';
import webPush from 'web-push';
import { type Config, list, setting, text } from '@city/kernel/config';
import { AppError, defineErrors } from '@city/kernel/errors';
import { checkAddress, AllowList, type OutsideFetch, outsideFetcher } from '@city/kernel/fetch';
import {
  type ChannelAdapter,
  notConfigured,
  type Outcome,
  type Outgoing,
  type PushTarget,
} from './channel.ts';

defineErrors('notify', {
  push_not_available: {
    status: 409,
    title: {
      vi: 'Thành phố chưa bật thông báo trên trình duyệt.',
      en: 'The city has not switched on browser notifications.',
    },
  },
  push_subscription_invalid: {
    status: 400,
    title: {
      vi: 'Đăng ký nhận thông báo của trình duyệt không đúng.',
      en: "The browser's subscription is not valid.",
    },
  },
});

const settings = {
  key: setting({
    name: 'CITY_VAPID_PRIVATE_KEY',
    describe: 'Private key for web push (P-256, base64url). Empty in production: no web push',
    parse: text,
    fallback: '',
  }),
  subject: setting({
    name: 'CITY_VAPID_SUBJECT',
    describe: 'Whom a push service may write to: mailto:… or https://…',
    parse: text,
    fallback: '',
  }),
  inside: setting({
    name: 'CITY_PUSH_INSIDE',
    describe: 'Hosts (host:port) of push services inside your own walls; http is allowed there',
    parse: list,
    fallback: [],
  }),
};

export interface PushChannel extends ChannelAdapter {
  /** For `PushManager.subscribe`, base64url; null when push is off. */
  readonly publicKey: string | null;
  /** @throws AppError `push_not_available`, `push_subscription_invalid`. */
  check(subscription: { endpoint: string; p256dh: string; auth: string }): PushTarget;
}

const topicOf = (messageId: string) =>
  createHash('sha256').update(messageId).digest('base64url').slice(0, 32);
const secondsToLive = 3 * 24 * 3600;

export function pushChannel(config: Config, publicUrl: string): PushChannel {
  const privateKey = privateKeyOf(config);
  const inside = config.get(settings.inside);
  const allow = new AllowList(inside);
  const check: PushChannel['check'] = ({ endpoint, p256dh, auth }) => {
    if (!privateKey) throw new AppError('push_not_available');
    return checkSubscription({ endpoint, p256dh, auth }, allow, inside);
  };
  if (!privateKey) return { ...notConfigured('push'), channel: 'push', publicKey: null, check };
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(privateKey, 'base64url');
  const publicKey = ecdh.getPublicKey('base64url');
  const subject =
    config.get(settings.subject) || (publicUrl.startsWith('https:') ? publicUrl : 'mailto:admin@localhost');
  const vapid = { subject, publicKey, privateKey };
  const fetch = outsideFetcher(config, inside);
  return {
    channel: 'push',
    publicKey,
    check,
    send: (outgoing) => sendToAll(outgoing, vapid, fetch),
    close: () => {},
  };
}

/** In the demo the key is made once and kept; 32 random bytes are a private key of P-256. */
function privateKeyOf(config: Config): string | null {
  const given = config.get(settings.key);
  if (given !== '') return given;
  return config.mode === 'demo' ? config.get({ ...settings.key, secret: true }) : null;
}

function checkSubscription(
  { endpoint, p256dh, auth }: { endpoint: string; p256dh: string; auth: string },
  allow: AllowList,
  inside: readonly string[],
): PushTarget {
  const refuse = (field: string, cause: unknown) =>
    new AppError('push_subscription_invalid', { field, cause });
  const url = URL.parse(endpoint);
  if (!url || endpoint.length > 2000) throw refuse('endpoint', 'not an address');
  try {
    checkAddress(endpoint, { allow, secureOnly: !inside.includes(url.host) });
  } catch (cause) {
    throw refuse('endpoint', cause);
  }
  const key = Buffer.from(p256dh, 'base64url');
  if (key.length !== 65 || key[0] !== 4) throw refuse('keys/p256dh', 'not a point of P-256');
  try {
    const probe = createECDH('prime256v1');
    probe.generateKeys();
    probe.computeSecret(key);
  } catch (cause) {
    throw refuse('keys/p256dh', cause);
  }
  if (Buffer.from(auth, 'base64url').length !== 16) throw refuse('keys/auth', 'not 16 bytes');
  return { endpointHash: createHash('sha256').update(endpoint).digest('hex'), endpoint, p256dh, auth };
}

type Vapid = { subject: string; publicKey: string; privateKey: string };

/** To every browser of the person. Sent when one took it; gone ones are reported to be removed. */
async function sendToAll(outgoing: Outgoing, vapid: Vapid, fetch: OutsideFetch): Promise<Outcome> {
  if (outgoing.subscriptions.length === 0) return { status: 'skipped', reason: 'no browser subscribed' };
  const answers = await Promise.all(
    outgoing.subscriptions.map(async (target) => ({
      target,
      answer: await sendToOne(target, outgoing, vapid, fetch),
    })),
  );
  const goneEndpoints = answers
    .filter(({ answer }) => answer.isGone)
    .map(({ target }) => target.endpointHash);
  const taken = answers.filter(({ answer }) => answer.isTaken).length;
  if (taken > 0)
    return { status: 'sent', reference: `${taken} of ${answers.length} browsers`, goneEndpoints };
  const retry = answers.find(({ answer }) => answer.mayRetry)?.answer;
  if (retry)
    return {
      status: 'retry',
      reason: retry.reason,
      isAnswered: true,
      goneEndpoints,
      ...(retry.afterSeconds ? { afterSeconds: retry.afterSeconds } : {}),
    };
  const isAllGone = goneEndpoints.length === answers.length;
  return {
    status: isAllGone ? 'skipped' : 'failed',
    reason: isAllGone ? 'all browsers unsubscribed' : answers[0]!.answer.reason,
    goneEndpoints,
  };
}

interface PushAnswer {
  readonly isTaken: boolean;
  readonly isGone: boolean;
  readonly mayRetry: boolean;
  readonly reason: string;
  readonly afterSeconds?: number;
}

async function sendToOne(
  target: PushTarget,
  outgoing: Outgoing,
  vapid: Vapid,
  fetch: OutsideFetch,
): Promise<PushAnswer> {
  const { messageId, words, link, lang } = outgoing;
  const payload = JSON.stringify({
    id: messageId,
    title: words.title,
    body: words.body.slice(0, 600),
    link,
    lang,
  });
  const subscription = { endpoint: target.endpoint, keys: { p256dh: target.p256dh, auth: target.auth } };
  const options = {
    vapidDetails: vapid,
    TTL: secondsToLive,
    topic: topicOf(messageId),
    urgency: 'normal' as const,
  };
  const request = webPush.generateRequestDetails(subscription, payload, options);
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  try {
    const answer = await fetch(request.endpoint, {
      method: 'POST',
      headers,
      body: request.body ?? '',
      mostBytes: 65_536,
      discardBody: true,
    });
    const afterSeconds = Number(answer.headers.get('retry-after') ?? 0);
    const isTaken = answer.status >= 200 && answer.status < 300;
    const isGone = answer.status === 404 || answer.status === 410;
    const mayRetry = answer.status === 429 || answer.status >= 500;
    return {
      isTaken,
      isGone,
      mayRetry,
      reason: `push service answered ${answer.status}`,
      ...(afterSeconds > 0 ? { afterSeconds } : {}),
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const mayRetry = error.code !== 'outside_address_refused';
    return { isTaken: false, isGone: false, mayRetry, reason: `push service not reached (${error.code})` };
  }
}
