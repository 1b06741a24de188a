// The stylesheet of this module's pages, under an address that changes with its content.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import { Answer, type Route, route } from '@city/kernel/http';

const css = readFileSync(join(projectRoot(), 'modules', 'operations', 'operations.css'), 'utf8');
const address = `/operations/style.${createHash('sha256').update(css).digest('hex').slice(0, 10)}.css`;

/** For the head of a page. */
export const styleLink = <link rel="stylesheet" href={address} />;

export function styleRoute(): Route {
  return route(
    {
      method: 'GET',
      url: address,
      permission: 'public: a stylesheet',
      summary: { vi: 'Kiểu dáng', en: 'Styles' },
      hidden: true,
    },
    async () =>
      new Answer(200, css, {
        'content-type': 'text/css; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
      }),
  );
}
