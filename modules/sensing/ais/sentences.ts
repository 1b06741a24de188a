// From NMEA 0183 lines to AIS messages: checksums, parts put together though they come interleaved, absent values as null.
import AisDecoderModule from 'ais-stream-decoder';

// The package is CommonJS; its class lies one level deeper when it is imported.
type Decoder = typeof AisDecoderModule.default;
const AisDecoder: Decoder = AisDecoderModule.default ?? (AisDecoderModule as unknown as Decoder);

export interface AisMessage {
  readonly type: number;
  readonly mmsi: number;
  readonly [field: string]: unknown;
}

const shape =
  /^[!\\].*?(!(?:AI|AB|BS|SA)VD[MO],(\d),(\d),(\d?),([AB12]?),([0-W`-w]*),[0-5]\*([0-9A-F]{2}))$/i;
const mostOpen = 64;

function isRight(sentence: string): boolean {
  const star = sentence.lastIndexOf('*');
  let sum = 0;
  for (let at = 1; at < star; at++) sum ^= sentence.charCodeAt(at);
  return sum === Number.parseInt(sentence.slice(star + 1), 16);
}

/** Catches what the decoder answers in the moment in which it answers. */
class Catching extends AisDecoder {
  caught: AisMessage | null = null;

  override push(chunk: unknown): boolean {
    if (typeof chunk === 'string') this.caught = JSON.parse(chunk) as AisMessage;
    return true;
  }
}

interface Parts {
  readonly payloads: (string | undefined)[];
  at: number;
}

export class AisReader {
  readonly #decoder = new Catching({ silent: true });
  readonly #open = new Map<string, Parts>();

  /** The message that this line completes, or null: of another kind, not complete yet, or damaged. */
  read(line: string, now: number): AisMessage | null {
    const trimmed = line.trim();
    const found = shape.exec(trimmed.startsWith('!') ? `\\${trimmed}` : trimmed);
    if (!found) return null;
    const [, sentence = '', count = '1', number = '1', group = '', channel = '', payload = ''] = found;
    if (!isRight(sentence)) return null;
    if (count === '1') return this.#decode(payload, channel);
    return this.#join(
      { count: Number(count), number: Number(number), key: `${group}${channel}${count}` },
      payload,
      { channel, now },
    );
  }

  #join(
    { count, number, key }: { count: number; number: number; key: string },
    payload: string,
    { channel, now }: { channel: string; now: number },
  ): AisMessage | null {
    if (number < 1 || number > count) return null;
    const known = this.#open.get(key);
    // Parts of one message come within seconds; what lies there longer belongs to another.
    const parts = known && now - known.at < 10_000 && number !== 1 ? known : { payloads: [], at: now };
    parts.payloads[number - 1] = payload;
    parts.at = now;
    this.#open.delete(key);
    if (Array.from({ length: count }, (_, at) => parts.payloads[at]).every((part) => part !== undefined))
      return this.#decode(parts.payloads.join(''), channel);
    this.#open.set(key, parts);
    const oldest = this.#open.keys().next().value;
    if (this.#open.size > mostOpen && oldest !== undefined) this.#open.delete(oldest);
    return null;
  }

  #decode(payload: string, channel: string): AisMessage | null {
    if (payload.length < 7 || payload.length > 200) return null;
    this.#decoder.caught = null;
    try {
      this.#decoder.decodePayload(payload, channel, []);
    } catch {
      return null;
    }
    return this.#decoder.caught;
  }
}
