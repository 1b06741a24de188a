// What the city's own wallet keeps in the browser: credentials with keys that cannot be taken out, and what was shown to whom.

export interface Copy {
  readonly sdJwt: string;
  readonly key: CryptoKey;
  readonly uses: number;
}

export interface Kept {
  readonly id: string;
  readonly type: string;
  readonly vct: string;
  readonly name: string;
  readonly issuer: string;
  readonly expiresAt: number;
  /** Path with dots → the words of the claim. */
  readonly labels: Readonly<Record<string, string>>;
  readonly copies: readonly Copy[];
}

export interface ShownEntry {
  readonly at: number;
  readonly who: string;
  readonly purpose: string;
  readonly credential: string;
  readonly claims: readonly string[];
  readonly outcome: 'shown' | 'declined';
}

type Store = 'credentials' | 'history';

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error ?? new Error('IndexedDB'));
  });

/** One wallet for each person who signs in on this machine. */
export interface Keep {
  credentials(): Promise<Kept[]>;
  put(kept: Kept): Promise<void>;
  remove(id: string): Promise<void>;
  history(): Promise<ShownEntry[]>;
  remember(entry: ShownEntry): Promise<void>;
}

export async function openKeep(holder: string): Promise<Keep> {
  const request = indexedDB.open(`city-wallet ${holder}`, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('credentials', { keyPath: 'id' });
    request.result.createObjectStore('history', { autoIncrement: true });
  };
  const database = await settled(request);
  const all = <T>(store: Store): Promise<T[]> =>
    settled(database.transaction(store).objectStore(store).getAll() as IDBRequest<T[]>);
  const change = (store: Store, act: (on: IDBObjectStore) => void): Promise<void> =>
    new Promise((done, failed) => {
      const transaction = database.transaction(store, 'readwrite');
      transaction.oncomplete = () => done();
      transaction.onabort = () => failed(transaction.error ?? new Error('IndexedDB'));
      act(transaction.objectStore(store));
    });
  return {
    credentials: () => all<Kept>('credentials'),
    put: (kept) => change('credentials', (on) => on.put(kept)),
    remove: (id) => change('credentials', (on) => on.delete(id)),
    history: async () => (await all<ShownEntry>('history')).reverse(),
    remember: (entry) => change('history', (on) => on.add(entry)),
  };
}
