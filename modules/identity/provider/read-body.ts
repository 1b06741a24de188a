// Reads a small form that a mounted address receives unread.
import type { IncomingMessage } from 'node:http';
import { AppError } from '@city/kernel/errors';

const mostBytes = 20_000;

/** @throws AppError `body_too_large` beyond 20 kB */
export async function readBody(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > mostBytes) throw new AppError('body_too_large');
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}
