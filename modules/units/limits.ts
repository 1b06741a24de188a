// The named limits of this module.
export const limits = {
  /** All communes of any day fit into one page. */
  mostItems: 500,
  longestName: 200,
  /** An official file is 2 MB; nobody's boundaries of one city need more. */
  largestFileBytes: 64 * 1024 * 1024,
} as const;
