// The server's bundle: our workspaces in one folder of files, npm's packages left where they are.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import type { BuildOptions, Plugin } from 'esbuild';

/** A package name (`pg`, `node:fs`) and not a path, alias or workspace of ours. */
const isOutside = (path: string): boolean =>
  !path.startsWith('.') && !path.startsWith('/') && !path.startsWith('@city/');

const packagesStayOutside: Plugin = {
  name: 'packages-stay-outside',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind !== 'entry-point' && isOutside(path) ? { path, external: true } : undefined,
    );
  },
};

/** Where our source asks where it stands (`import.meta.url`, `.dirname`), it gets the place of the source file, as unbundled. */
const sourcesKnowTheirPlace: Plugin = {
  name: 'sources-know-their-place',
  setup(build) {
    build.onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      if (path.includes('/node_modules/')) return undefined;
      const text = readFileSync(path, 'utf8');
      if (!/\bimport\.meta\.(url|dirname|filename)\b/.test(text)) return undefined;
      const place = JSON.stringify(relative(projectRoot(), path));
      const contents = text.replaceAll(
        /\bimport\.meta\.(url|dirname|filename)\b/g,
        `__cityPlace(${place}).$1`,
      );
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};

/** Defines `__cityPlace` (and `require` for packages that ask for it) at the top of each file of the bundle. */
const banner = `
import { createRequire as __createRequire } from 'node:module';
import { dirname as __dirnameOf, join as __joinPath } from 'node:path';
import { pathToFileURL as __toUrl } from 'node:url';
const require = __createRequire(import.meta.url);
const __cityRoot = __joinPath(import.meta.dirname, '..', '..');
const __cityPlace = (file) => {
  const filename = __joinPath(__cityRoot, file);
  return { filename, dirname: __dirnameOf(filename), url: __toUrl(filename).href };
};
`;

/** Options for the bundle of `apps/cli/city.ts`, from which every command is loaded as it is asked for. */
export function bundleOptions(outdir: string): BuildOptions {
  return {
    absWorkingDir: projectRoot(),
    entryPoints: { city: join(projectRoot(), 'apps', 'cli', 'city.ts') },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    jsx: 'automatic',
    sourcemap: true,
    sourcesContent: false,
    banner: { js: banner },
    plugins: [sourcesKnowTheirPlace, packagesStayOutside],
    logLevel: 'warning',
  };
}
