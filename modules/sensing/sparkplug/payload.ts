// The payload of Sparkplug B 3.0 (§6.4): its fields by number, and values as numbers.
import protobuf from 'protobufjs';

const { Field, Type: Message } = protobuf;

const metric = new Message('Metric')
  .add(new Field('name', 1, 'string', 'optional'))
  .add(new Field('alias', 2, 'uint64', 'optional'))
  .add(new Field('timestamp', 3, 'uint64', 'optional'))
  .add(new Field('datatype', 4, 'uint32', 'optional'))
  .add(new Field('isHistorical', 5, 'bool', 'optional'))
  .add(new Field('isTransient', 6, 'bool', 'optional'))
  .add(new Field('isNull', 7, 'bool', 'optional'))
  .add(new Field('intValue', 10, 'uint32', 'optional'))
  .add(new Field('longValue', 11, 'uint64', 'optional'))
  .add(new Field('floatValue', 12, 'float', 'optional'))
  .add(new Field('doubleValue', 13, 'double', 'optional'))
  .add(new Field('booleanValue', 14, 'bool', 'optional'))
  .add(new Field('stringValue', 15, 'string', 'optional'))
  .add(new Field('bytesValue', 16, 'bytes', 'optional'));
const payload = new Message('Payload')
  .add(new Field('timestamp', 1, 'uint64', 'optional'))
  .add(new Field('metrics', 2, 'Metric', 'repeated'))
  .add(new Field('seq', 3, 'uint64', 'optional'))
  .add(new Field('uuid', 4, 'string', 'optional'))
  .add(new Field('body', 5, 'bytes', 'optional'))
  .add(metric);
new protobuf.Root().define('city.sparkplug').add(payload);

interface LongLike {
  readonly low: number;
  readonly high: number;
}

export interface SparkplugMetric {
  readonly name?: string;
  readonly alias?: number;
  readonly timestamp?: number;
  readonly datatype?: number;
  readonly isNull?: boolean;
  readonly isHistorical?: boolean;
  /** A number for numeric and boolean types, else null. */
  readonly value: number | null;
}

export interface SparkplugPayload {
  readonly timestamp?: number;
  readonly seq?: number;
  readonly metrics: readonly SparkplugMetric[];
}

const unsigned = (value: number | LongLike): number =>
  typeof value === 'number' ? value : (value.high >>> 0) * 4_294_967_296 + (value.low >>> 0);

/** Signed 64 bits. */
const signed = (value: number | LongLike): number =>
  typeof value === 'number' ? value : value.high * 4_294_967_296 + (value.low >>> 0);

type Raw = Record<string, never> & {
  readonly [field: string]: unknown;
};

/** @throws Error when the bytes are no such payload. */
export function readPayload(bytes: Buffer): SparkplugPayload {
  const raw = payload.decode(bytes) as unknown as Raw;
  const own = (from: Raw, field: string): unknown => (Object.hasOwn(from, field) ? from[field] : undefined);
  const time = own(raw, 'timestamp') as number | LongLike | undefined;
  const seq = own(raw, 'seq') as number | LongLike | undefined;
  return {
    ...(time === undefined ? {} : { timestamp: unsigned(time) }),
    ...(seq === undefined ? {} : { seq: unsigned(seq) }),
    metrics: ((raw['metrics'] ?? []) as Raw[]).map((each) => {
      const alias = own(each, 'alias') as number | LongLike | undefined;
      const at = own(each, 'timestamp') as number | LongLike | undefined;
      const datatype = own(each, 'datatype') as number | undefined;
      const name = own(each, 'name') as string | undefined;
      return {
        ...(name === undefined ? {} : { name }),
        ...(alias === undefined ? {} : { alias: unsigned(alias) }),
        ...(at === undefined ? {} : { timestamp: unsigned(at) }),
        ...(datatype === undefined ? {} : { datatype }),
        isNull: own(each, 'isNull') === true,
        isHistorical: own(each, 'isHistorical') === true,
        value: valueOf(each, own),
      };
    }),
  };
}

function valueOf(each: Raw, own: (from: Raw, field: string) => unknown): number | null {
  const int = own(each, 'intValue') as number | undefined;
  if (int !== undefined) return int;
  const long = own(each, 'longValue') as number | LongLike | undefined;
  if (long !== undefined) return signed(long);
  const real = (own(each, 'doubleValue') ?? own(each, 'floatValue')) as number | undefined;
  if (real !== undefined) return real;
  const flag = own(each, 'booleanValue') as boolean | undefined;
  return flag === undefined ? null : Number(flag);
}

/** A number as its declared type means it (§6.4.16): small signed types travel as their two's complement. */
export function typed(value: number, datatype: number): number {
  switch (datatype) {
    case 1:
      return (value << 24) >> 24;
    case 2:
      return (value << 16) >> 16;
    case 3:
      return value | 0;
    case 8:
      return value < 0 ? value + 18_446_744_073_709_551_616 : value;
    default:
      return value;
  }
}

export interface Written {
  readonly timestamp?: number;
  readonly seq?: number;
  readonly metrics: readonly object[];
}

export const writePayload = (given: Written): Buffer =>
  Buffer.from(payload.encode(payload.fromObject(given)).finish());
