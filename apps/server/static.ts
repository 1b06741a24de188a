// Files that browsers keep: the design system's assets and islands under their content's name, and the built staff applications.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { projectRoot } from '@city/kernel/config/root';
import { AppError } from '@city/kernel/errors';
import { type Asset, assets, buildAssets } from '@city/ui/assets';

const forever = 'public, max-age=31536000, immutable';
const applications = ['desk', 'wall'] as const;

let built: Promise<unknown> | undefined;

/** Builds the assets once for this process; files that are there already are kept. */
export function prepareAssets(): Promise<unknown> {
  built ??= buildAssets({ outDir: join(projectRoot(), '.build', 'assets'), entries: islands() });
  return built;
}

/** Islands of the modules: `NAME.island.ts` is served as `/assets/islands/NAME.js`. */
function islands(): Record<string, string> {
  const root = projectRoot();
  const files = globSync('modules/*/**/*.island.{ts,tsx}', { cwd: root }).filter(
    (file) => !file.includes('node_modules'),
  );
  return Object.fromEntries(
    files.map((file) => [`islands/${basename(file).replace(/\.island\.tsx?$/, '')}.js`, join(root, file)]),
  );
}

export async function serveStatic(app: FastifyInstance): Promise<void> {
  await prepareAssets();
  for (const asset of assets()) serveAsset(app, asset);
  for (const name of applications) await serveApplication(app, name, join(projectRoot(), '.build', name));
}

function serveAsset(app: FastifyInstance, asset: Asset): void {
  const held = new Map<string, Buffer>();
  const read = (suffix: string) => {
    let data = held.get(suffix);
    if (!data) held.set(suffix, (data = readFileSync(`${asset.file}${suffix}`)));
    return data;
  };
  app.get(asset.url, { schema: { hide: true } as never, compress: false }, async (request, reply) => {
    reply
      .header('content-type', asset.contentType)
      .header('etag', asset.etag)
      .header('vary', 'accept-encoding');
    reply.header('cache-control', asset.immutable ? forever : 'public, no-cache');
    if (request.headers['if-none-match'] === asset.etag) return reply.status(304).send();
    const accepted = String(request.headers['accept-encoding'] ?? '');
    const encoding = asset.encodings.find((one) => new RegExp(`\\b${one}\\b`).test(accepted));
    if (!encoding) return reply.send(read(''));
    return reply.header('content-encoding', encoding).send(read(encoding === 'br' ? '.br' : '.gz'));
  });
}

/** A built single-page application: hashed files for ever, its one document fresh each time. */
async function serveApplication(app: FastifyInstance, name: string, folder: string): Promise<void> {
  const document = join(folder, 'index.html');
  if (existsSync(join(folder, 'assets'))) {
    await app.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: `/${name}/assets/`,
      preCompressed: true,
      decorateReply: false,
      index: false,
      immutable: true,
      maxAge: '365d',
      schemaHide: true,
    });
  }
  const send = async (_request: FastifyRequest, reply: FastifyReply) => {
    if (!existsSync(document)) throw new AppError('not_found');
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(readFileSync(document));
  };
  for (const url of [`/${name}`, `/${name}/*`])
    app.get(url, { schema: { hide: true } as never, config: { kind: 'page' } as never }, send);
}
