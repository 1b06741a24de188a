// What the field screen keeps in the browser: the day's reports and the steps taken meanwhile, for one officer at a time.
import type { DeskView } from '../contract.ts';

export type FieldVerb = 'accept' | 'start' | 'resolve' | 'submit';

/** A step that waits for the city; its key makes a repeated sending harmless. */
export type FieldAct = {
  key: string;
  code: string;
  verb: FieldVerb;
  /** Version of the report that the step was taken on: the one seen, and one more for each own step before it. */
  version: number;
  words: string;
  photos: readonly File[];
  takenAt: string;
  /** What the city said against it; null while it waits. */
  problem: { status: number; words: string } | null;
};

type Kept<T> = { owner: string } & T;

const name = 'desk-field';
const [reports, acts] = ['reports', 'acts'] as const;

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(reports, { keyPath: 'trackingCode' });
      request.result.createObjectStore(acts, { keyPath: 'key' });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('indexedDB'));
  });
}

/** One transaction; answers when it is written. */
async function within<T>(
  mode: IDBTransactionMode,
  work: (reportsStore: IDBObjectStore, actsStore: IDBObjectStore) => IDBRequest<T> | null,
): Promise<T | undefined> {
  const database = await opened();
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      const transaction = database.transaction([reports, acts], mode);
      const request = work(transaction.objectStore(reports), transaction.objectStore(acts));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = () => reject(transaction.error ?? new Error('indexedDB'));
      transaction.onabort = () => reject(transaction.error ?? new Error('indexedDB'));
    });
  } finally {
    database.close();
  }
}

/** The reports of the officer as they were last seen. */
export async function keptReports(owner: string): Promise<DeskView[]> {
  const rows = (await within('readonly', (store) => store.getAll() as IDBRequest<Kept<DeskView>[]>)) ?? [];
  return rows.filter((row) => row.owner === owner);
}

/** Takes the place of all reports that were kept; those of somebody else on this machine go, too. */
export async function keepReports(owner: string, views: readonly DeskView[]): Promise<void> {
  await within('readwrite', (store) => {
    store.clear();
    for (const view of views) store.put({ ...view, contact: null, owner });
    return null;
  });
}

export async function keepReport(owner: string, view: DeskView): Promise<void> {
  await within('readwrite', (store) => store.put({ ...view, contact: null, owner }));
}

/** Steps in the order in which they were taken. */
export async function waitingActs(owner: string): Promise<FieldAct[]> {
  const rows = (await within('readonly', (_, store) => store.getAll() as IDBRequest<Kept<FieldAct>[]>)) ?? [];
  return rows.filter((row) => row.owner === owner).sort((a, b) => a.takenAt.localeCompare(b.takenAt));
}

export async function keepAct(owner: string, act: FieldAct): Promise<void> {
  await within('readwrite', (_, store) => store.put({ ...act, owner }));
}

export async function dropAct(key: string): Promise<void> {
  await within('readwrite', (_, store) => store.delete(key));
}
