// A module's own stylesheet, under an address that changes with its content and may be kept for ever.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { Answer, type Route, route } from './route.ts';

export interface Stylesheet {
  /** For the head of the module's pages. */
  readonly address: string;
  readonly serve: () => Route;
}

/** Reads `modules/NAME/NAME.css` once. @param under where the module's pages live, such as `/report` */
export function stylesheet(name: string, under: string): Stylesheet {
  const css = readFileSync(join(projectRoot(), 'modules', name, `${name}.css`), 'utf8');
  const address = `${under}/style.${createHash('sha256').update(css).digest('hex').slice(0, 10)}.css`;
  const headers = {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  };
  const serve = () =>
    route(
      {
        method: 'GET',
        url: address,
        permission: 'public: a stylesheet',
        summary: { vi: 'Kiểu dáng', en: 'Styles' },
        hidden: true,
      },
      async () => new Answer(200, css, headers),
    );
  return { address, serve };
}
