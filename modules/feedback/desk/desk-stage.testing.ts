// The built desk before a city of tests: what the whole city would serve beside the reports.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Actor } from '@city/kernel/access';
import { projectRoot } from '@city/kernel/config/root';
import type { TestCity } from '@city/kernel/testing';
import { catalogue } from '@city/kernel/text';
import { build } from 'vite';
import { vi } from 'vitest';

export const executablePath = '/usr/bin/chromium';
export const desk = join(projectRoot(), 'apps', 'desk');
const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
};

/** Builds the screens as in production. */
export async function buildDesk(folder: string): Promise<void> {
  vi.stubEnv('NODE_ENV', 'production');
  await build({
    configFile: join(desk, 'vite.config.ts'),
    logLevel: 'silent',
    build: { outDir: folder, emptyOutDir: true },
  });
  vi.unstubAllEnvs();
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What the whole city would serve beside the reports: the built desk, its texts, who is signed in. */
export function surroundings(folder: string, me: Actor): (app: TestCity['app']) => void {
  const texts = catalogue(
    [
      'modules/feedback',
      'modules/feedback/coordination',
      'modules/feedback/moderation',
      'ui',
      'apps/desk',
    ].map((owner) => join(projectRoot(), owner, 'locales')),
  );
  const title = { vi: me.post!.title, en: me.post!.title };
  const post = { ...me.post!, title };
  return (app) => {
    const hidden = { schema: { hide: true } as never };
    app.get('/ticket', hidden, (request) => ({ ticket: request.headers['test-actor'] }));
    app.get('/api/me', hidden, () => ({ id: me.id, name: me.name, post, posts: [post] }));
    app.get('/texts/:file', hidden, () => texts.compiled('vi'));
    app.get('/desk/*', hidden, (request, reply) => {
      const path = new URL(request.url, 'http://desk').pathname.slice('/desk/'.length);
      const type = types[extname(path)];
      if (type) return reply.type(`${type}; charset=utf-8`).send(readFileSync(join(folder, path)));
      return reply.type('text/html; charset=utf-8').send(readFileSync(join(folder, 'index.html')));
    });
  };
}
