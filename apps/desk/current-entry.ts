// Which entry of the side bar the open address belongs to.

/** The entry with the same path whose query stands in the address; the one that says most wins. Empty when none fits. */
export function currentEntry(entries: readonly string[], href: string): string {
  const here = new URL(href, 'http://desk');
  const fitting = entries
    .map((entry) => ({ entry, url: new URL(entry, 'http://desk') }))
    .filter(({ url }) => url.pathname === here.pathname)
    .filter(({ url }) =>
      [...url.searchParams].every(([name, value]) => here.searchParams.get(name) === value),
    );
  return fitting.toSorted((a, b) => b.url.searchParams.size - a.url.searchParams.size)[0]?.entry ?? '';
}
