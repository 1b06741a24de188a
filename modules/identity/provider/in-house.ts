// Asks the provider from inside the process, as a client would over the network: for the page that shows developers a flow step by step.
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { ModuleContext } from '@city/kernel/module';
import { identityOf } from '../identity.ts';
import type { Tables } from '../tables.ts';
import { cityProvider } from './provider.ts';

export interface Asked {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
}
export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** Only for addresses that answer JSON. */
export async function askProvider(m: ModuleContext<Tables>, asked: Asked): Promise<Answered> {
  const provider = await cityProvider(m, identityOf(m)).current();
  const { protocol, host } = new URL(m.publicUrl);
  const body = asked.form ? new URLSearchParams(asked.form).toString() : '';
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: asked.method, url: asked.path });
  Object.assign(request.headers, {
    host,
    'x-forwarded-proto': protocol.slice(0, -1),
    'x-forwarded-host': host,
    ...(body
      ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) }
      : {}),
    ...asked.headers,
  });
  request.push(body);
  request.push(null);
  const response = new ServerResponse(request);
  const parts: Buffer[] = [];
  const written = new Promise<void>((done) => {
    const keep = (part: unknown) => {
      if (typeof part === 'string' || part instanceof Uint8Array) parts.push(Buffer.from(part));
    };
    response.write = ((part: unknown) => {
      keep(part);
      return true;
    }) as never;
    response.end = ((part: unknown) => {
      keep(part);
      done();
      return response;
    }) as never;
  });
  await provider.callback()(request, response);
  await written;
  const text = Buffer.concat(parts).toString('utf8');
  return { status: response.statusCode, body: readJson(text) };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
