// Errors as GeoReport v2 says them: a list of code and description in the format that was asked for.
import { AppError } from '@city/kernel/errors';
import type { Answer } from '@city/kernel/http';
import { type Format, formatted } from './formats.ts';

/** A refusal with the HTTP status as its code. `description` names the parameter. */
export class Open311Error extends Error {
  readonly status: 400 | 403 | 404;
  constructor(status: 400 | 403 | 404, description: string) {
    super(description);
    this.status = status;
  }
}

export const missing = (name: string): Open311Error =>
  new Open311Error(400, `${name} is required / thiếu ${name}`);
export const wrong = (name: string, why: string): Open311Error => new Open311Error(400, `${name}: ${why}`);

/** Runs a handler; what it refuses is said in the format that was asked for. */
export async function saying(format: Format, run: () => Promise<Answer> | Answer): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Open311Error) return errors(format, error.status, [error.message]);
    if (error instanceof AppError && error.status < 500) {
      const status =
        error.status === 422 || error.status === 409 || error.status === 413 ? 400 : error.status;
      const lines = error.errors.map(
        ({ pointer, message }) => `${nameOf(pointer)}: ${message.en} / ${message.vi}`,
      );
      return errors(format, status, lines.length > 0 ? lines : [`${error.title.en} / ${error.title.vi}`]);
    }
    throw error;
  }
}

/** Names of our fields as Open311 calls them. */
const names: Readonly<Record<string, string>> = {
  service: 'service_code',
  words: 'description',
  lon: 'long',
  contactPhone: 'phone',
  contactEmail: 'email',
  photos: 'media_url',
};

function nameOf(pointer: string): string {
  const [, name = ''] = pointer.split('/');
  return names[name] ?? name;
}

function errors(format: Format, status: number, descriptions: readonly string[]): Answer {
  const list = descriptions.map((description) => ({ code: status, description }));
  return formatted(format, { root: 'errors', item: 'error' }, list, status);
}
