// Files that browsers keep: the design system's assets under their content's name, and the built staff applications.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { projectRoot } from '@city/kernel/config/root';
import { AppError } from '@city/kernel/errors';
import { type Asset, assets } from '@city/ui/assets';

const forever = 'public, max-age=31536000, immutable';
const applications = ['desk', 'wall'] as const;
/** Smaller answers gain nothing from compression. */
const worthCompressingBytes = 900;

export async function serveStatic(app: FastifyInstance): Promise<void> {
  for (const asset of assets()) serveAsset(app, asset);
  for (const name of applications) await serveApplication(app, name, join(projectRoot(), '.build', name));
}

function serveAsset(app: FastifyInstance, asset: Asset): void {
  let plain: Buffer | undefined;
  const packed = new Map<string, Buffer>();
  const compressible = /^(text|application\/(javascript|json|manifest))|svg/.test(asset.contentType);
  app.get(asset.url, { schema: { hide: true } as never, compress: false }, async (request, reply) => {
    plain ??= readFileSync(asset.file);
    reply.header('content-type', asset.contentType).header('cache-control', asset.immutable ? forever : 'public, max-age=3600');
    if (!compressible || plain.length < worthCompressingBytes) return reply.send(plain);
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null;
    reply.header('vary', 'accept-encoding');
    if (!encoding) return reply.send(plain);
    let body = packed.get(encoding);
    if (!body) packed.set(encoding, (body = pack(plain, encoding)));
    return reply.header('content-encoding', encoding).send(body);
  });
}

function pack(data: Buffer, encoding: 'br' | 'gzip'): Buffer {
  if (encoding === 'gzip') return gzipSync(data, { level: 9 });
  return brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: data.length } });
}

/** A built single-page application: hashed files for ever, its one document fresh each time. */
async function serveApplication(app: FastifyInstance, name: string, folder: string): Promise<void> {
  const document = join(folder, 'index.html');
  if (existsSync(folder)) {
    await app.register(fastifyStatic, {
      root: folder,
      prefix: `/${name}/`,
      preCompressed: true,
      decorateReply: false,
      index: false,
      globIgnore: ['index.html*'],
      immutable: true,
      maxAge: '365d',
      wildcard: false,
      schemaHide: true,
    });
  }
  const send = async (_request: unknown, reply: import('fastify').FastifyReply) => {
    if (!existsSync(document)) throw new AppError('not_found');
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(readFileSync(document));
  };
  for (const url of [`/${name}`, `/${name}/*`]) app.get(url, { schema: { hide: true } as never, config: { kind: 'page' } as never }, send);
}
