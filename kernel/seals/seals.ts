// What every transaction can seal: rows under data keys of their own, and keyed marks to find a sealed value again.
import { createHmac, hkdfSync } from 'node:crypto';
import { type Config, setting } from '@city/kernel/config';
import { type KeyRing, makeDataKey, open, openDataKey, readKeyRing, seal } from './envelope.ts';

export { type KeyRing, makeDataKey, open, openDataKey, readKey, readKeyRing, seal } from './envelope.ts';

const keySetting = setting({
  name: 'CITY_PERSONAL_KEYS',
  describe:
    'Keys that wrap the data keys of rows with telephones, addresses and messages: VERSION:KEY,… (32 random bytes in base64url), the current one first. The oldest also makes the marks by which a telephone is found; losing them loses what is sealed.',
  parse: readKeyRing,
  secret: true,
});

/** Both columns of a sealed row; a row whose data key is forgotten can never be read again. */
export interface SealedRow {
  readonly data_key: Buffer;
  readonly sealed: Buffer;
}

export interface Seals {
  /** `place` names the table, `id` the row: what is sealed opens nowhere else. */
  seal(place: string, id: string, value: unknown): SealedRow;
  /** Null when there is nothing, or its key was forgotten. @throws Error when it was changed or belongs elsewhere. */
  open<T>(place: string, id: string, row: { data_key: Buffer | null; sealed: Buffer | null }): T | null;
  /** Keyed hash of a value, for looking it up: the same value has another mark for another use. */
  mark(use: string, value: string): Buffer;
}

export function createSeals(config: Config): Seals {
  return sealsOf(config.get(keySetting));
}

export function sealsOf(ring: KeyRing): Seals {
  const oldest = ring.keys.get(Math.min(...ring.keys.keys())) as Buffer;
  const marking = Buffer.from(hkdfSync('sha256', oldest, '', 'hoa-phuong marks of sealed values', 32));
  return {
    seal: (place, id, value) => {
      const { dataKey, wrapped } = makeDataKey(ring, `${place}|data_key|${id}`);
      return { data_key: wrapped, sealed: seal(dataKey, JSON.stringify(value), `${place}|sealed|${id}`) };
    },
    open: <T>(place: string, id: string, row: { data_key: Buffer | null; sealed: Buffer | null }) => {
      if (row.data_key === null || row.sealed === null) return null;
      const dataKey = openDataKey(ring, row.data_key, `${place}|data_key|${id}`);
      return JSON.parse(open(dataKey, row.sealed, `${place}|sealed|${id}`)) as T;
    },
    mark: (use, value) =>
      createHmac('sha256', marking)
        .update(JSON.stringify([use, value]))
        .digest(),
  };
}

/** A sealed value inside a JSON column. */
export interface SealedText {
  readonly data_key: string;
  readonly sealed: string;
}

export const asText = ({ data_key: key, sealed }: SealedRow): SealedText => ({
  data_key: key.toString('base64'),
  sealed: sealed.toString('base64'),
});

export const fromText = (text: SealedText): SealedRow => ({
  data_key: Buffer.from(text.data_key, 'base64'),
  sealed: Buffer.from(text.sealed, 'base64'),
});

/** Where a database was opened without keys: only sealing itself is refused, by name. */
export const noSeals: Seals = {
  seal: refuse,
  open: refuse,
  mark: refuse,
};

function refuse(): never {
  throw new Error('This database was opened without CITY_PERSONAL_KEYS: nothing can be sealed or opened');
}
