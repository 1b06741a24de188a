// `/texts/vi.json` and `/texts/en.json`: compiled texts for the staff applications and the islands.
import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { Answer, type Route, route } from '@city/kernel/http';
import { localeFolders } from '@city/kernel/module';
import { catalogue, type Lang } from '@city/kernel/text';

export function textRoutes(modules: readonly { readonly name: string }[]): readonly Route[] {
  const texts = catalogue(localeFolders(modules));
  const made = new Map<Lang, { body: string; etag: string }>();
  const bodyOf = (lang: Lang) => {
    let found = made.get(lang);
    if (!found) {
      const body = JSON.stringify(texts.compiled(lang));
      made.set(
        lang,
        (found = { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }),
      );
    }
    return found;
  };
  return [
    route(
      {
        method: 'GET',
        url: '/texts/:file',
        permission: 'public: words of the screens',
        summary: { vi: 'Từ ngữ đã biên dịch', en: 'Compiled texts' },
        params: Type.Object({ file: Type.Enum(['vi.json', 'en.json']) }),
        hidden: true,
      },
      async (c) => {
        const { body, etag } = bodyOf(c.params.file === 'en.json' ? 'en' : 'vi');
        const headers = { etag, 'cache-control': 'public, max-age=300' };
        if (c.request.headers['if-none-match'] === etag) return new Answer(304, undefined, headers);
        return new Answer(200, body, { ...headers, 'content-type': 'application/json; charset=utf-8' });
      },
    ),
  ];
}
