// How much an officer's browser fetches before the desk's screens stand: script and style, packed with brotli.
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import { beforeAll, expect, it, vi } from 'vitest';

type Output = Extract<Awaited<ReturnType<typeof build>>, readonly unknown[]>[number]['output'];
type Chunk = Extract<Output[number], { type: 'chunk' }>;

const mostBytes = 180_000;
/** The live map is heavy by nature and opens on demand. */
const heavy = /maplibre-gl\//;

let output: Output;

beforeAll(async () => {
  // Under test React would come with its warnings.
  vi.stubEnv('NODE_ENV', 'production');
  const built = await build({
    configFile: join(import.meta.dirname, 'vite.config.ts'),
    logLevel: 'silent',
    build: { write: false },
  });
  output = (Array.isArray(built) ? built[0]! : (built as { output: Output })).output;
}, 120_000);

const chunks = () => output.filter((one): one is Chunk => one.type === 'chunk');

/** A chunk with everything it imports at once. */
function closure(names: readonly string[], seen = new Set<string>()): Set<string> {
  for (const name of names) {
    const chunk = chunks().find(({ fileName }) => fileName === name);
    if (!chunk || seen.has(name)) continue;
    seen.add(name);
    closure(chunk.imports, seen);
  }
  return seen;
}

function packedBytes(names: ReadonlySet<string>): number {
  const own = chunks().filter(({ fileName }) => names.has(fileName));
  const styles = new Set(
    own.flatMap((chunk) => [
      ...((chunk as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? []),
    ]),
  );
  const sheets = output.flatMap((one) =>
    one.type === 'asset' && styles.has(one.fileName) ? [one.source] : [],
  );
  return [...own.map(({ code }) => code), ...sheets].reduce(
    (sum, text) => sum + brotliCompressSync(text).length,
    0,
  );
}

it('each screen stands after at most 180 kB', () => {
  const entry = chunks().find(({ isEntry }) => isEntry)!;
  const isHeavy = (name: string) =>
    [...closure([name])].some((one) =>
      chunks()
        .find(({ fileName }) => fileName === one)
        ?.moduleIds.some((id) => heavy.test(id)),
    );
  const screens = entry.dynamicImports.filter((name) => !isHeavy(name));
  const sizes = [[], ...screens.map((name) => [name])].map((names) =>
    packedBytes(closure([entry.fileName, ...names])),
  );
  expect(Math.max(...sizes)).toBeGreaterThan(40_000);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(mostBytes);
  console.info(`first load of the desk: ${(Math.max(...sizes) / 1000).toFixed(1)} kB brotli`);
});

it('neither the map nor the combo box comes before it is wanted', () => {
  const entry = chunks().find(({ isEntry }) => isEntry)!;
  const early = [...closure([entry.fileName])].flatMap(
    (name) => chunks().find(({ fileName }) => fileName === name)?.moduleIds ?? [],
  );
  expect(early.filter((id) => /maplibre-gl\/|react-aria-components\//.test(id))).toEqual([]);
});
