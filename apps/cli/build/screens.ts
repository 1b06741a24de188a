// The staff applications (desk, wall) built by Vite into .build/NAME and packed for browsers that take brotli or gzip.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { projectRoot } from '@city/kernel/config/root';
import type { InlineConfig } from 'vite';

const APPLICATIONS = ['desk', 'wall'] as const;
/** Smaller files gain nothing. */
const WORTH_PACKING_BYTES = 900;

/** The applications that this checkout has. */
export const presentApplications = (): string[] =>
  APPLICATIONS.filter((name) => existsSync(join(projectRoot(), 'apps', name, 'index.html')));

/** Vite's settings for one application; its own `vite.config.ts` adds to them. */
export async function viteOptions(name: string): Promise<InlineConfig> {
  const root = join(projectRoot(), 'apps', name);
  const ownConfig = join(root, 'vite.config.ts');
  const { default: react } = await import('@vitejs/plugin-react');
  const { createLogger } = await import('vite');
  const logger = createLogger('warn');
  return {
    root,
    base: `/${name}/`,
    configFile: existsSync(ownConfig) ? ownConfig : false,
    plugins: existsSync(ownConfig) ? [] : [react()],
    cacheDir: join(projectRoot(), '.build', 'vite', name),
    build: {
      outDir: join(projectRoot(), '.build', name),
      emptyOutDir: true,
      sourcemap: false,
      target: 'es2023',
      reportCompressedSize: false,
    },
    logLevel: 'warn',
    // The fonts are the server's own (/assets/fonts): that Vite leaves their addresses alone is what we want.
    customLogger: {
      ...logger,
      warn: (text, options) => {
        if (!text.includes('/assets/fonts/')) logger.warn(text, options);
      },
      warnOnce: (text, options) => {
        if (!text.includes('/assets/fonts/')) logger.warnOnce(text, options);
      },
    },
  };
}

function pack(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.(js|css|html|svg|json|mjs)$/.test(entry.name)) continue;
    const data = readFileSync(file);
    // An application's own build may have packed it already.
    if (data.length < WORTH_PACKING_BYTES || existsSync(`${file}.br`)) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: data.length };
    writeFileSync(`${file}.br`, brotliCompressSync(data, { params }));
    writeFileSync(`${file}.gz`, gzipSync(data, { level: 9 }));
  }
}

/** Builds one application. @throws with Vite's message when a source does not compile. */
export async function buildApplication(name: string): Promise<void> {
  const { build } = await import('vite');
  await build(await viteOptions(name));
  pack(join(projectRoot(), '.build', name));
}

/** Removes what was built of an application that is no longer there. */
export function removeAbsentApplications(): void {
  const present = new Set(presentApplications());
  for (const name of APPLICATIONS) {
    if (!present.has(name)) rmSync(join(projectRoot(), '.build', name), { recursive: true, force: true });
  }
}
