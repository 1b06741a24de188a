// Which report a screen has open, and on a phone which of its three pages: kept in the address, so that "back" works.

export type Chosen = { code: string | null; page: 'list' | 'detail' | 'action' };

export function readChosen(href: string): Chosen {
  const { searchParams } = new URL(href, 'http://desk');
  const code = searchParams.get('code');
  if (code === null) return { code, page: 'list' };
  return { code, page: searchParams.get('page') === 'action' ? 'action' : 'detail' };
}

/** The address of a screen with a report open in it; other parts of its query stay. */
export function writeChosen(href: string, { code, page }: Chosen): string {
  const url = new URL(href, 'http://desk');
  url.searchParams.delete('code');
  url.searchParams.delete('page');
  if (code !== null) url.searchParams.set('code', code);
  if (code !== null && page === 'action') url.searchParams.set('page', page);
  return url.pathname + url.search;
}
