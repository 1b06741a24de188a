// Plays the text-message gateway eSMS.vn: REST version 4, JSON, its documented codes, and faults that the number asks for.
import type { MessageStore } from './store.ts';

export interface GatewayOptions {
  readonly apiKey: string;
  readonly secretKey: string;
  readonly brandnames: readonly string[];
  readonly now: () => Date;
}

export interface GatewayAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** The message was taken, but the caller never hears of it. */
  readonly mustDrop: boolean;
}

export type Gateway = (body: string) => GatewayAnswer;

/** Words of the codes as the gateway documents them (table of error codes). */
const codes: Readonly<Record<string, string>> = {
  99: 'Phone number is blocked',
  101: 'Authorize Failed',
  102: 'No price list available',
  103: 'Balance not enough to send message',
  104: 'Brand name code is not exist',
  108: 'Phone number is not in correct format',
  124: 'Request exist 1',
  140: 'IP is not whitelisted',
  146: 'Sai template Brandname CSKH',
  177: 'The network is not registered',
};

/**
 * Faults by the last three digits of the number: a documented code (…099, …102, …103, …140, …146, …177) is answered each
 * time; …500 is an HTTP error each time, …503 and …429 the first time only; …408 takes the message and says nothing, once.
 */
export function makeGateway(options: GatewayOptions, store: MessageStore): Gateway {
  const requests = new Map<string, string>();
  const seen = new Set<string>();
  const isFirst = (phone: string) => !seen.has(phone) && seen.add(phone).has(phone);
  return (body) => {
    const request = parse(body);
    if (!request) return answer(400, { error: 'Invalid request' });
    const [phone, content, requestId] = [
      request['Phone'] ?? '',
      request['Content'] ?? '',
      request['RequestId'] ?? '',
    ];
    const refused = refusal(request, options);
    if (refused) return code(refused);
    const suffix = phone.slice(-3);
    if (suffix === '500') return answer(500, { error: 'Internal error' });
    if (suffix === '503' && isFirst(phone)) return answer(503, { error: 'Service unavailable' });
    if (suffix === '429' && isFirst(phone))
      return { ...answer(429, { error: 'Too many requests' }), headers: { 'retry-after': '7' } };
    const fault = String(Number(suffix));
    if (codes[fault]) return code(fault);
    const today = options.now().toISOString().slice(0, 10);
    if (requestId !== '' && requests.get(requestId) === today) return code('124');
    if (requestId !== '') requests.set(requestId, today);
    const { ApiKey: _key, SecretKey: _secret, ...details } = request;
    const received = store.add({
      channel: 'sms',
      to: phone,
      from: request['Brandname'] ?? '',
      title: '',
      text: content,
      html: null,
      details,
    });
    const taken = answer(200, {
      CodeResult: '100',
      CountRegenerate: 0,
      SMSID: received.id.replaceAll('-', ''),
    });
    return { ...taken, mustDrop: suffix === '408' && isFirst(phone) };
  };
}

function refusal(request: Record<string, string>, options: GatewayOptions): string | null {
  if (request['ApiKey'] !== options.apiKey || request['SecretKey'] !== options.secretKey) return '101';
  if (!/^(?:0|84|\+84)[35789]\d{8}$/.test(request['Phone'] ?? '')) return '108';
  const needsName = request['SmsType'] === '2';
  if (needsName && !options.brandnames.includes(request['Brandname'] ?? '')) return '104';
  const isPlain = /^[\u0000-\u007f]*$/.test(request['Content'] ?? '');
  if (!request['Content'] || (!isPlain && request['IsUnicode'] !== '1')) return '146';
  return null;
}

function parse(body: string): Record<string, string> | null {
  try {
    const value: unknown = JSON.parse(body);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, String(entry ?? '')]));
  } catch {
    return null;
  }
}

function code(number: string): GatewayAnswer {
  return answer(200, { CodeResult: number, CountRegenerate: 0, ErrorMessage: codes[number] ?? '' });
}

function answer(status: number, body: Record<string, unknown>): GatewayAnswer {
  return { status, headers: {}, body, mustDrop: false };
}
