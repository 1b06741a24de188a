// Problem documents (RFC 9457) in the language of the caller, with the other language beside it.
import { AppError, type Bilingual, type FieldError } from '@city/kernel/errors';
import { isAway } from '@city/kernel/database';
import type { Language } from './route.ts';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly messages: Bilingual;
  readonly errors: readonly { pointer: string; code: string; detail: string; messages: Bilingual }[];
}

/** Turns anything thrown into an AppError; what we do not know becomes `internal` and says nothing more. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isAway(error)) return new AppError('database_unavailable', { cause: error, retryAfterSeconds: 2 });
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE' || statusCode === 413) {
    return new AppError('body_too_large', { cause: error });
  }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || statusCode === 415)
    return new AppError('unsupported_media_type', { cause: error });
  if (statusCode === 429) return new AppError('too_many_requests', { cause: error });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new AppError('malformed_body', { cause: error });
  return new AppError('internal', { cause: error });
}

export function problem(error: AppError, lang: Language, instance: string): Problem {
  const other = error.errors.map((field: FieldError) => ({
    pointer: field.pointer,
    code: field.code,
    detail: field.message[lang],
    messages: field.message,
  }));
  return {
    type: `/docs/errors#${error.code}`,
    title: error.title[lang],
    status: error.status,
    detail: other[0] ? `${error.title[lang]} ${other[0].pointer}: ${other[0].detail}` : error.title[lang],
    instance,
    code: error.code,
    messages: error.title,
    errors: other,
  };
}
