// Every limit of sensing, named.
export const LIMITS = {
  /** Longest name of an entry, in characters; the same number stands in migrations/0001_entries.sql. */
  nameCharacters: 200,
  /** Entries on one page of the list. */
  pageEntries: 50,
} as const;
