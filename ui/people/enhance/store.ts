// Two small boxes in the browser's own database: drafts of forms, and posts that wait for the network.

export type Box = 'drafts' | 'queue';

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('hoa-phuong', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('drafts');
      request.result.createObjectStore('queue');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/** Runs one request on a box and gives its result. Rejects where the browser keeps nothing (private windows, full disks). */
export async function inBox<T>(
  box: Box,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const transaction = (await open()).transaction(box, mode);
  const request = work(transaction.objectStore(box));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const read = <T>(box: Box, key: string) =>
  inBox<T | undefined>(box, 'readonly', (store) => store.get(key));
export const write = (box: Box, key: string, value: unknown) =>
  inBox(box, 'readwrite', (store) => store.put(value, key));
export const remove = (box: Box, key: string) => inBox(box, 'readwrite', (store) => store.delete(key));
export const keys = (box: Box) =>
  inBox(box, 'readonly', (store) => store.getAllKeys() as IDBRequest<string[]>);

/** Whose drafts these are: an opaque mark of the signed-in person, so that a shared phone mixes nothing. */
export const owner = () => document.body.dataset['actor'] ?? '';
