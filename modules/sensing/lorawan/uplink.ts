// Uplinks as network servers deliver them: ChirpStack v4 and The Things Stack v3, brought to one form.
import { AppError } from '@city/kernel/errors';

export interface LoraUplink {
  /** Lower-case hexadecimal. */
  readonly devEui: string;
  readonly devAddr: string;
  readonly fCnt: number;
  readonly fPort: number;
  readonly bytes: readonly number[];
  /** What the network server's own codec made of it, when it has one. */
  readonly object: Readonly<Record<string, unknown>> | null;
  /** When the gateway heard it; null when the network server does not say. */
  readonly ts: number | null;
}

type Json = Readonly<Record<string, unknown>>;

const wrong = (): AppError => new AppError('sensing_message_wrong');
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function object(value: unknown): Json {
  if (!isObject(value)) throw wrong();
  return value;
}

function eui(value: unknown): string {
  if (typeof value !== 'string' || !/^[0-9a-f]{16}$/i.test(value)) throw wrong();
  return value.toLowerCase();
}

function whole(value: unknown, most: number): number {
  // Protobuf's JSON leaves out zeros.
  if (value === undefined) return 0;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most) throw wrong();
  return value;
}

function base64(value: unknown): readonly number[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'string' || value.length > 1024 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
    throw wrong();
  return [...Buffer.from(value, 'base64')];
}

function time(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (!Number.isFinite(at)) throw wrong();
  return at;
}

/** ChirpStack's `event=up` (UplinkEvent in its JSON form). @throws AppError `sensing_message_wrong` */
export function chirpstackUplink(given: unknown): LoraUplink {
  const event = object(given);
  const info = object(event['deviceInfo']);
  return {
    devEui: eui(info['devEui']),
    devAddr: typeof event['devAddr'] === 'string' ? event['devAddr'].toLowerCase() : '',
    fCnt: whole(event['fCnt'], 0xffff_ffff),
    fPort: whole(event['fPort'], 255),
    bytes: base64(event['data']),
    object: isObject(event['object']) ? event['object'] : null,
    ts: time(event['time']),
  };
}

/** The Things Stack's webhook for uplink messages. @throws AppError `sensing_message_wrong` */
export function ttnUplink(given: unknown): LoraUplink {
  const message = object(given);
  const ids = object(message['end_device_ids']);
  const uplink = object(message['uplink_message']);
  return {
    devEui: eui(ids['dev_eui']),
    devAddr: typeof ids['dev_addr'] === 'string' ? ids['dev_addr'].toLowerCase() : '',
    fCnt: whole(uplink['f_cnt'], 0xffff_ffff),
    fPort: whole(uplink['f_port'], 255),
    bytes: base64(uplink['frm_payload']),
    object: isObject(uplink['decoded_payload']) ? uplink['decoded_payload'] : null,
    ts: time(uplink['received_at'] ?? message['received_at']),
  };
}
