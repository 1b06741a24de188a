// Builds the desk into .build/desk; apps/cli packs its files for browsers that take brotli or gzip.
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

export default defineConfig({
  root,
  base: '/desk/',
  publicDir: false,
  plugins: [react()],
  server: { proxy: { '^/(?!desk)': 'http://localhost:8080' } },
  build: {
    outDir: join(root, '..', '..', '.build', 'desk'),
    emptyOutDir: true,
    target: 'es2023',
    // A data: address would need an exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2_000,
    reportCompressedSize: false,
  },
});
