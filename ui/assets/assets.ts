// Builds what the browser fetches: stylesheets, fonts, the enhancer, mark, manifest. Hashed, compressed, ready to serve.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { cutFont, fontNames } from './fonts.ts';
import { registerAssets, type Asset } from './registry.ts';

export { assets, assetUrl, type Asset } from './registry.ts';

export type BuildOptions = {
  /** Folder for the built files; made when absent. */
  outDir: string;
  /** More scripts and styles of modules: name → file. `islands/map.js` is served as /assets/islands/map.js. */
  entries?: Readonly<Record<string, string>> | undefined;
};

type Made = { name: string; bytes: Uint8Array };

/** Phones of 2020 and newer. */
const browsers = ['chrome87', 'firefox78', 'safari15'];

const require = createRequire(import.meta.url);
/** The ui folder of the source tree, also when this code runs from a bundle. */
const root = () => join(dirname(require.resolve('@city/ui/tokens.css')), '..');

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/**
 * Builds all assets into a folder and registers them, so that `assets()` and `assetUrl()` know them. About 0.3 s;
 * files that are there already are kept. Rejects with esbuild's messages when a source does not compile.
 */
export async function buildAssets({ outDir, entries = {} }: BuildOptions): Promise<readonly Asset[]> {
  const fonts = await Promise.all(
    fontNames.map(
      async (name): Promise<Made> => ({ name: `fonts/${name}`, bytes: await cutFont(name, outDir) }),
    ),
  );
  const fontAssets = await Promise.all(fonts.map((made) => store(made, outDir)));
  const addresses = new Map(fontAssets.map((asset) => [`/assets/${asset.name}`, asset.url]));
  const others = await Promise.all([
    buildStyles('people.css', addresses),
    buildStyles('staff.css', addresses),
    buildStyles('components.css', addresses),
    buildEnhancer(),
    readMade('favicon.svg', join(root(), 'assets/logo.svg')),
    readMade('logo.svg', join(root(), 'assets/logo.svg')),
    readMade('manifest.webmanifest', join(root(), 'assets/manifest.webmanifest')),
    ...Object.entries(entries).map(([name, file]) => buildEntry(name, file)),
  ]);
  const hashed = [...fontAssets, ...(await Promise.all(others.map((made) => store(made, outDir))))];
  const named = hashed.map((asset): Asset => ({ ...asset, url: `/assets/${asset.name}`, immutable: false }));
  const all = [...hashed, ...named];
  registerAssets(all);
  return all;
}

/** The enhancer as one script. */
export async function buildEnhancer(): Promise<Made> {
  return buildEntry('enhance.js', join(root(), 'people/enhance.ts'));
}

async function buildEntry(name: string, file: string): Promise<Made> {
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: browsers,
    legalComments: 'none',
    logLevel: 'silent',
  });
  return { name, bytes: result.outputFiles[0]!.contents };
}

async function buildStyles(name: string, addresses: ReadonlyMap<string, string>): Promise<Made> {
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [join(root(), 'tokens', name)],
    bundle: true,
    minify: true,
    write: false,
    external: ['/assets/*'],
    target: browsers,
    legalComments: 'none',
    logLevel: 'silent',
  });
  const text = result.outputFiles[0]!.text.replaceAll(
    /\/assets\/fonts\/[\w.-]+\.woff2/g,
    (address) => addresses.get(address) ?? address,
  );
  return { name, bytes: Buffer.from(text) };
}

async function readMade(name: string, file: string): Promise<Made> {
  return { name, bytes: await readFile(file) };
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** Writes a file under its hash and, where it pays, its compressed forms beside it. */
async function store({ name, bytes }: Made, outDir: string): Promise<Asset> {
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 10);
  const extension = extname(name);
  const path = `${name.slice(0, -extension.length)}.${hash}${extension}`;
  const file = join(outDir, path);
  await mkdir(dirname(file), { recursive: true });
  await writeOnce(file, async () => bytes);
  const encodings: Asset['encodings'] = extension === '.woff2' ? [] : ['br', 'gzip'];
  if (encodings.length > 0) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    await writeOnce(`${file}.br`, () => brotli(bytes, { params }));
    await writeOnce(`${file}.gz`, () => zip(bytes, { level: 9 }));
  }
  return {
    name,
    url: `/assets/${path}`,
    file,
    contentType: contentTypes[extension] ?? 'application/octet-stream',
    immutable: true,
    etag: `"${hash}"`,
    encodings,
    size: bytes.length,
  };
}

/** Two starts at once write the same bytes: each to its own name first, then moved into place. */
async function writeOnce(file: string, bytes: () => Promise<Uint8Array>): Promise<void> {
  if (existsSync(file)) return;
  const draft = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await writeFile(draft, await bytes());
  await rename(draft, file);
}
