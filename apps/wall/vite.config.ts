// Builds the wall into .build/wall, with every text file also compressed once and for all.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { createLogger, defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;
/** Smaller files gain nothing from compression. */
const worthCompressingBytes = 900;

/** The fonts of the design system are served under /assets by the city itself; Vite needs not find them. */
const logger = createLogger();
const { warn, warnOnce } = logger;
const isFont = (message: string) => message.includes('/assets/fonts/');
logger.warn = (message, options) => isFont(message) || warn(message, options);
logger.warnOnce = (message, options) => isFont(message) || warnOnce(message, options);

function precompress(): Plugin {
  let outDir = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const entry of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(css|html|js|json|mjs|svg)$/.test(entry.name)) continue;
        const file = join(entry.parentPath, entry.name);
        const data = readFileSync(file);
        if (data.length < worthCompressingBytes) continue;
        const size = {
          [constants.BROTLI_PARAM_QUALITY]: 11,
          [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
        };
        writeFileSync(`${file}.br`, brotliCompressSync(data, { params: size }));
        writeFileSync(`${file}.gz`, gzipSync(data, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root,
  customLogger: logger,
  base: '/wall/',
  publicDir: false,
  plugins: [react(), precompress()],
  build: {
    outDir: join(root, '..', '..', '.build', 'wall'),
    emptyOutDir: true,
    target: 'es2024',
    // A data: worker or script would need an exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
    reportCompressedSize: false,
  },
});
