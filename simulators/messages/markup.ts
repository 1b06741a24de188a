// HTML made from tagged templates: every inserted value is escaped unless it is markup itself.

export interface Markup {
  readonly markup: string;
}
type Insert = string | number | Markup | readonly Markup[] | null | false;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Template tag. Null and false insert nothing. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  return {
    markup: parts.map((part, at) => part + (at < inserts.length ? rendered(inserts[at]!) : '')).join(''),
  };
}

function rendered(insert: Insert): string {
  if (insert === null || insert === false) return '';
  if (typeof insert === 'string' || typeof insert === 'number') {
    return String(insert).replace(/[&<>"']/g, (sign) => entities[sign]!);
  }
  return 'markup' in insert ? insert.markup : insert.map((one) => one.markup).join('');
}
