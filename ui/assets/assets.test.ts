// What the browser fetches: hashed, compressed, within the budgets of a cheap phone; the desk's first load stays light.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assets, assetUrl, buildAssets } from './assets.ts';
import { fontNames, fontRanges } from './fonts.ts';

let outDir: string;
beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'city-assets-'));
  expect(assetUrl('people.css')).toBe('/assets/people.css');
  await buildAssets({ outDir });
});
afterAll(() => rm(outDir, { recursive: true, force: true }));

const named = (name: string) => assets().find((asset) => asset.name === name && asset.immutable)!;
const textOf = async (name: string) => readFile(named(name).file, 'utf8');

describe('built assets', () => {
  test('lie under the hash of their content for ever, and under their name for a while', () => {
    for (const name of [
      'people.css',
      'staff.css',
      'components.css',
      'enhance.js',
      'favicon.svg',
      'logo.svg',
      'manifest.webmanifest',
    ]) {
      expect(assetUrl(name)).toMatch(
        new RegExp(`^/assets/${name.replace(/\.\w+$/, '')}\\.[\\w-]{10}\\.\\w+$`),
      );
      expect(assets().find((asset) => asset.url === `/assets/${name}`)).toMatchObject({
        immutable: false,
        file: named(name).file,
      });
    }
    expect(fontNames).toHaveLength(8);
    for (const font of fontNames) expect(existsSync(named(`fonts/${font}`).file)).toBe(true);
  });

  test('have compressed forms that hold the same bytes', async () => {
    const { file, encodings } = named('people.css');
    const plain = await readFile(file);
    expect(encodings).toEqual(['br', 'gzip']);
    expect(brotliDecompressSync(await readFile(`${file}.br`)).equals(plain)).toBe(true);
    expect(gunzipSync(await readFile(`${file}.gz`)).equals(plain)).toBe(true);
    expect(named(`fonts/${fontNames[0]}`).encodings).toEqual([]);
  });

  test('are not written again when nothing changed', async () => {
    const before = await stat(named('people.css').file);
    await buildAssets({ outDir });
    expect((await stat(named('people.css').file)).mtimeMs).toBe(before.mtimeMs);
  });

  test('name fonts by their hashed addresses, and nothing outside', async () => {
    for (const name of ['people.css', 'staff.css']) {
      const addresses = [...(await textOf(name)).matchAll(/url\(["']?([^"')]+)/g)].map((match) => match[1]!);
      const known = new Set(assets().map((asset) => asset.url));
      for (const address of addresses.filter((one) => !one.startsWith('data:')))
        expect(known).toContain(address);
    }
    expect((await textOf('people.css')).match(/\.woff2/g)).toHaveLength(8);
  });

  test('come in one file a weight for Vietnamese and English, of the letters that the stylesheet says', async () => {
    const tokens = await readFile(join(import.meta.dirname, '../tokens/tokens.css'), 'utf8');
    for (const [name, ranges] of fontRanges) {
      const declared = new RegExp(`/${name}'\\).*unicode-range: ([^;]+);`).exec(tokens)?.[1];
      expect(declared?.replaceAll('U+', '').replace('0000-00FF', '0020-00FF'), name).toBe(ranges);
    }
    const home = fontRanges
      .get('be-vietnam-pro-400.woff2')!
      .split(',')
      .map((range) => range.split('-').map((code) => Number.parseInt(code, 16)));
    for (const letter of 'aăâbcdđeêghiklmnoôơpqrstuưvxyỹỗằộữẳẹỷ₫…–“”×→') {
      const code = letter.codePointAt(0)!;
      expect(
        home.some(([first, last = first]) => first! <= code && code <= last!),
        letter,
      ).toBe(true);
    }
    for (const weight of [400, 500, 600, 700])
      expect(named(`fonts/be-vietnam-pro-${weight}.woff2`).size).toBeLessThan(34_000);
  });
});

describe('budgets', () => {
  test('the stylesheet of people’s pages is under 12 kB compressed, the enhancer under 6', async () => {
    expect(gzipSync(await textOf('people.css'), { level: 9 }).length).toBeLessThan(12_000);
    expect(gzipSync(await textOf('enhance.js'), { level: 9 }).length).toBeLessThan(6_000);
  });

  test('all of the staff parts add under 30 kB to a desk, and bring react-aria only on demand', async () => {
    const result = await build({
      stdin: {
        contents: "export * from './staff.ts'; export * as parts from '../parts/parts.ts';",
        resolveDir: join(import.meta.dirname, '../staff'),
        loader: 'ts',
      },
      bundle: true,
      minify: true,
      splitting: true,
      write: false,
      metafile: true,
      format: 'esm',
      outdir: 'out',
      jsx: 'automatic',
      external: ['react', 'react-dom', 'react/jsx-runtime'],
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    const outputs = result.metafile.outputs;
    const entry = Object.keys(outputs).find((path) => outputs[path]!.entryPoint === '<stdin>')!;
    const loaded = [
      entry,
      ...outputs[entry]!.imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => path),
    ].filter((path) => path in outputs);
    const inputs = loaded.flatMap((path) => Object.keys(outputs[path]!.inputs));
    expect(inputs.filter((path) => path.includes('react-aria'))).toEqual([]);
    expect(inputs.some((path) => path.endsWith('app-frame.tsx'))).toBe(true);
    const bytes = loaded.map(
      (path) => result.outputFiles.find((file) => file.path.endsWith(path.replace(/^out/, '')))!.contents,
    );
    expect(brotliCompressSync(Buffer.concat(bytes)).length).toBeLessThan(30_000);
  });
});
