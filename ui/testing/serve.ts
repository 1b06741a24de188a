// A small server for looking and measuring: the mock pages and the built assets, under the policy of the real server.
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createElement, type ReactNode } from 'react';
import { brotliCompressSync, constants } from 'node:zlib';
import { assets, buildAssets } from '../assets/assets.ts';
import { ComponentsPage } from '../people/components.page.tsx';
import { renderPage } from '../people/render.ts';
import { CasePage } from './case-page.tsx';
import { DeskPage } from './desk-page.tsx';
import { HomePage } from './home-page.tsx';
import { ReportPage } from './report-page.tsx';
import { translate, units } from './site.tsx';
import { WallPage } from './wall-page.tsx';
import { WhoLookedPage } from './who-looked-page.tsx';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export type Answer = (
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
) => boolean | Promise<boolean>;

export type SiteOptions = {
  /** Where the built assets go. */
  outDir: string;
  /** May take a request over by returning true. */
  answer?: Answer | undefined;
};

export type TestSite = { origin: string; close: () => Promise<void> };

const lang = (url: URL) => (url.searchParams.get('lang') === 'en' ? 'en' : 'vi');

const pages: Record<string, (url: URL) => ReactNode> = {
  '/': (url) => createElement(HomePage, { lang: lang(url) }),
  '/reports/new': (url) => createElement(ReportPage, { lang: lang(url) }),
  '/reports/problems': (url) => createElement(ReportPage, { lang: lang(url), problems: true }),
  '/reports/HP-2609-00417': (url) => createElement(CasePage, { lang: lang(url) }),
  '/me/who-looked': (url) => createElement(WhoLookedPage, { lang: lang(url) }),
  '/ui': (url) =>
    createElement(ComponentsPage, {
      lang: lang(url),
      t: translate(lang(url)),
      path: url.pathname + url.search,
      units,
      insetCode: '11948',
    }),
  '/desk': (url) => createElement(DeskPage, { lang: lang(url) }),
  '/wall': () => createElement(WallPage),
};

/** Starts on a free port. */
export async function startSite({ outDir, answer = () => false }: SiteOptions): Promise<TestSite> {
  await buildAssets({ outDir });
  const files = new Map(assets().map((asset) => [asset.url, asset]));
  const server: Server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const body = await bodyOf(request);
    response.setHeader('content-security-policy', policy);
    if (await answer(request, response, body)) return;
    const asset = files.get(url.pathname);
    if (asset) {
      const packed = asset.encodings.includes('br');
      response.writeHead(200, {
        'content-type': asset.contentType,
        'cache-control': asset.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
        ...(packed && { 'content-encoding': 'br' }),
      });
      response.end(await readFile(packed ? `${asset.file}.br` : asset.file));
      return;
    }
    if (url.pathname === '/flood.svg') {
      response
        .writeHead(200, { 'content-type': 'image/svg+xml' })
        .end(await readFile(join(import.meta.dirname, 'flood.svg')));
      return;
    }
    const page = pages[url.pathname];
    if (!page) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br' });
    // Quality 4, as a server presses pages on the way out.
    response.end(
      brotliCompressSync(renderPage(page(url)), { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
    );
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
