// HTML made from tagged templates: every inserted value is escaped unless it is markup itself.

export type Markup = { readonly markup: string };
type Insert = string | number | Markup | readonly Markup[] | null | false;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Template tag: `html\`<p>${text}</p>\``. Null and false insert nothing. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  let markup = parts[0] ?? '';
  inserts.forEach((insert, index) => {
    markup += rendered(insert) + (parts[index + 1] ?? '');
  });
  return { markup };
}

function rendered(insert: Insert): string {
  if (insert === null || insert === false) return '';
  if (typeof insert === 'string' || typeof insert === 'number')
    return String(insert).replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
  if ('markup' in insert) return insert.markup;
  return insert.map((part) => part.markup).join('');
}
