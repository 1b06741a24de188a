// Typed settings from the environment; a missing or wrong one stops the start and is named.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Mode = 'demo' | 'production';

export interface Setting<T> {
  /** Name in the environment, such as `CITY_SMTP_URL`. `NAME_FILE` may point to a file instead. */
  readonly name: string;
  readonly describe: string;
  readonly parse: (text: string) => T;
  /** Used when nothing is set. Absent: the start refuses. */
  readonly fallback?: T;
  /** A secret: made once and kept in the data folder in demo mode, demanded in production. */
  readonly secret?: boolean;
}

export const text = (value: string): string => value;
export const flag = (value: string): boolean => ['1', 'true', 'yes', 'on'].includes(value.toLowerCase());
export function whole(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error('must be a whole number');
  return number;
}
export function webAddress(value: string): string {
  return new URL(value).toString().replace(/\/$/, '');
}
export const list = (value: string): readonly string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

/** Declares a setting once, in the file of the part that reads it. */
export function setting<T>(definition: Setting<T>): Setting<T> {
  declared.set(definition.name, definition as Setting<unknown>);
  return definition;
}

const declared = new Map<string, Setting<unknown>>();

/** Everything that can be set, for the generated page and `city doctor`. */
export function declaredSettings(): readonly Setting<unknown>[] {
  return [...declared.values()].sort((a, b) => a.name.localeCompare(b.name));
}

export class Config {
  readonly mode: Mode;
  readonly dataDirectory: string;
  readonly #environment: Readonly<Record<string, string | undefined>>;

  constructor(
    environment: Readonly<Record<string, string | undefined>>,
    options: { mode: Mode; dataDirectory: string },
  ) {
    this.#environment = environment;
    this.mode = options.mode;
    this.dataDirectory = options.dataDirectory;
  }

  /** @throws Error that names the setting when it is missing or cannot be read. */
  get<T>(definition: Setting<T>): T {
    const given = this.#read(definition.name);
    if (given !== undefined) return parsed(definition, given);
    if (definition.secret && this.mode === 'demo')
      return parsed(definition, this.#demoSecret(definition.name));
    if (definition.secret) throw new Error(`Setting ${definition.name} is missing: ${definition.describe}`);
    if ('fallback' in definition) return definition.fallback as T;
    throw new Error(`Setting ${definition.name} is missing: ${definition.describe}`);
  }

  #read(name: string): string | undefined {
    const direct = this.#environment[name];
    if (direct !== undefined && direct !== '') return direct;
    const file = this.#environment[`${name}_FILE`];
    return file ? readFileSync(file, 'utf8').trim() : undefined;
  }

  /** A secret of the demo city: 32 random bytes, kept beside the data so that it outlives a restart. */
  #demoSecret(name: string): string {
    const folder = join(this.dataDirectory, 'secrets');
    const file = join(folder, name);
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    return readFileSync(file, 'utf8');
  }
}

function parsed<T>(definition: Setting<T>, value: string): T {
  try {
    return definition.parse(value);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Setting ${definition.name} cannot be read: ${why}. ${definition.describe}`, {
      cause: error,
    });
  }
}
