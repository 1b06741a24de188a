// Entries for programs (JSON) and for people (a page with a form that works without JavaScript).
import { Type } from 'typebox';
import {
  collection,
  created,
  cursorOf,
  page,
  readCursor,
  redirect,
  type RequestContext,
  type Route,
  route,
} from '@city/kernel/http';
import { Entry } from '../contract.ts';
import { LIMITS } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { addEntry, addEntryPermission } from './add-entry.action.ts';
import { entriesView } from './entries.page.tsx';
import { type EntryRow, newestEntries } from './entry.store.ts';

const NewEntry = Type.Object({ name: Type.String({ minLength: 1, maxLength: LIMITS.nameCharacters }) });
const everyone = 'public: the entries are for everyone to read';

const shown = (row: EntryRow) => ({ id: row.id, name: row.name, addedAt: row.addedAt.toISOString() });

/** One page of the list and the cursor of the next. */
async function list(
  c: Pick<RequestContext<unknown, unknown, unknown, Tables>, 'transaction'>,
  cursor: string | undefined,
) {
  const at = readCursor(cursor, ['string', 'string']);
  const before = at ? { addedAt: String(at[0]), id: String(at[1]) } : null;
  const rows = await c.transaction((tx) => newestEntries(tx, LIMITS.pageEntries + 1, before), {
    readOnly: true,
  });
  const items = rows.slice(0, LIMITS.pageEntries).map(shown);
  const last = items.at(-1);
  return { items, next: rows.length > items.length && last ? cursorOf([last.addedAt, last.id]) : null };
}

export function entryRoutes(): readonly Route[] {
  const cursor = Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 300 })) });
  return [
    route<Tables, never, typeof cursor, never>(
      {
        method: 'GET',
        url: '/api/sensing',
        permission: everyone,
        summary: { vi: 'Danh sách mục, mới nhất trước', en: 'Entries, newest first' },
        query: cursor,
        response: { 200: collection(Entry) },
      },
      (c) => list(c, c.query.cursor),
    ),
    route<Tables, typeof NewEntry, never, never>(
      {
        method: 'POST',
        url: '/api/sensing',
        permission: addEntryPermission,
        summary: { vi: 'Thêm một mục', en: 'Add an entry' },
        body: NewEntry,
        response: { 201: Entry },
        idempotent: true,
        limit: { max: 60, perSeconds: 60 },
      },
      (c) =>
        c.transaction(async (tx) => {
          const entry = await addEntry(tx, c.body);
          return created(`/api/sensing/${entry.id}`, entry);
        }),
    ),
    page<Tables>(
      { url: '/sensing', permission: everyone, summary: { vi: 'sensing', en: 'sensing' } },
      async (c) => entriesView(c, (await list(c, undefined)).items),
    ),
    page<Tables, typeof NewEntry>(
      {
        method: 'POST',
        url: '/sensing',
        permission: addEntryPermission,
        summary: { vi: 'Thêm một mục (biểu mẫu)', en: 'Add an entry (form)' },
        body: NewEntry,
        limit: { max: 60, perSeconds: 60 },
      },
      async (c) => {
        await c.transaction((tx) => addEntry(tx, c.body));
        return redirect('/sensing');
      },
    ),
  ];
}
