// Bodies of browser forms: fields as an object for the schema, files apart, both within limits.
import type { FastifyRequest } from 'fastify';
import { AppError } from '@city/kernel/errors';
import type { Upload } from './route.ts';

export const formLimits = { files: 8, fileBytes: 15_000_000, fields: 60, fieldBytes: 20_000 } as const;

/**
 * Reads a multipart body.
 * @throws AppError `body_too_large` when a file or the number of parts is over the limit.
 */
export async function readMultipart(
  request: FastifyRequest,
): Promise<{ fields: Record<string, unknown>; uploads: Upload[] }> {
  const uploads: Upload[] = [];
  const fields: Record<string, unknown> = {};
  try {
    for await (const part of request.parts({
      limits: {
        files: formLimits.files,
        fileSize: formLimits.fileBytes,
        fields: formLimits.fields,
        fieldSize: formLimits.fieldBytes,
      },
    })) {
      if (part.type === 'field') addField(fields, part.fieldname, part.value);
      else {
        const data = await part.toBuffer();
        if (data.length > 0)
          uploads.push({ field: part.fieldname, filename: part.filename, contentType: part.mimetype, data });
      }
    }
  } catch (cause) {
    const code = String((cause as { code?: string }).code ?? '');
    const tooMuch = /LIMIT|TOO_LARGE/.test(code);
    throw new AppError(tooMuch ? 'body_too_large' : 'malformed_body', { cause });
  }
  return { fields, uploads };
}

/** Fields a browser sends empty count as not sent, so that optional ones need no special care. */
export function withoutEmpty(form: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== '' && value !== undefined));
}

function addField(fields: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__' || name === 'constructor' || name === 'prototype') return;
  const before = fields[name];
  if (before === undefined) fields[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else fields[name] = [before, value];
}
