// What modules know of a person: told table by table, handed out and erased by each module in a transaction of its own.
import { type Actor, system } from '@city/kernel/access';
import type { Tx } from '@city/kernel/database';
import type { Bilingual } from '@city/kernel/errors';
import type { CityModule, ModuleContext } from './module.ts';

/** What becomes of a table's rows when the person asks for erasure and the city agrees. */
export interface PersonalTable {
  readonly table: string;
  /** What it says of a person, in plain words. */
  readonly what: Bilingual;
  /** `loosened`: the row stays and names nobody any more. */
  readonly onErase: 'deleted' | 'loosened' | 'kept';
  /** Why the law keeps it or parts of it; needed for `kept`. */
  readonly why?: Bilingual;
  /** Document and article that `why` rests on. */
  readonly document?: string;
}

export type PersonalRows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
export type ErasedRows = Readonly<Record<string, number>>;

/** A module's part in access and erasure (Law 91/2025/QH15): every table with personal data has its line. */
export interface PersonalData<DB = unknown> {
  readonly tables: readonly PersonalTable[];
  /** What the module keeps of a person, by table, opened as far as the person may see it. */
  readonly export: (tx: Tx<DB>, person: string, m: ModuleContext<DB>) => Promise<PersonalRows>;
  /** Erases; must change nothing when run again. Answers how many rows of each table it changed. */
  readonly erase: (tx: Tx<DB>, person: string, m: ModuleContext<DB>) => Promise<ErasedRows>;
  /** Why nothing may be erased yet, such as a post that the person still holds; null when nothing hinders. */
  readonly hindrance?: (tx: Tx<DB>, person: string, m: ModuleContext<DB>) => Promise<Bilingual | null>;
}

/** A module's part as the module of data rights sees it. */
export interface PersonalPart {
  readonly module: string;
  readonly title: Bilingual;
  readonly tables: readonly PersonalTable[];
  readonly export: (person: string, request: string) => Promise<PersonalRows>;
  readonly erase: (person: string, request: string) => Promise<ErasedRows>;
  readonly hindrance: (person: string) => Promise<Bilingual | null>;
}

/**
 * All is done by the city's own hand for a stated purpose, and stands on the trail with the request it answers; without counts,
 * which would tell readers of the trail what somebody has filed in confidence.
 */
export function personalPart<DB>(module: CityModule<DB>, m: ModuleContext<DB>): PersonalPart | null {
  const { personalData } = module;
  if (!personalData) return null;
  const hand = (name: string, purpose: string): Actor => ({ ...system(name), purpose });
  return {
    module: module.name,
    title: module.title,
    tables: personalData.tables,
    export: (person, request) =>
      m.db.transaction(hand('data-rights.export', 'answer a request for access'), async (tx) => {
        const rows = await personalData.export(tx, person, m);
        tx.trail({
          action: 'personal-data.exported',
          object: { type: 'data-request', id: request },
          subject: person,
          purpose: 'answer a request for access',
        });
        return rows;
      }),
    erase: (person, request) =>
      m.db.transaction(hand('data-rights.erase', 'carry out an erasure'), async (tx) => {
        const rows = await personalData.erase(tx, person, m);
        tx.trail({
          action: 'personal-data.erased',
          object: { type: 'data-request', id: request },
          subject: person,
          purpose: 'carry out an erasure',
        });
        return rows;
      }),
    hindrance: async (person) =>
      personalData.hindrance
        ? m.db.transaction(
            hand('data-rights.erase', 'see whether an erasure is possible'),
            async (tx) => (await personalData.hindrance?.(tx, person, m)) ?? null,
            { readOnly: true },
          )
        : null,
  };
}
