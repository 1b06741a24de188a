// The limits of this module, each with its reason.
export const LIMITS = {
  /** Questions of one call of /access/v1/evaluations. */
  mostEvaluations: 200,
  /** Results of one page of a search, and how many when nothing is said. */
  mostResults: 200,
  usualResults: 50,
  /** Lines of the log of decisions held before they are written; beyond, callers are counted together. */
  mostLinesHeld: 5_000,
  /** How long a line waits: what a process loses when it is killed. */
  logEveryMilliseconds: 1_000,
  /** How long a token that is known counts without asking the database again. */
  tokenKeptMilliseconds: 1_000,
  mostTokensKept: 200,
  /** How long a rotation of keys waits for the second person. */
  rotationHours: 24,
  rotationsShown: 20,
  /** Rows forgotten in one transaction. */
  forgetBatch: 5_000,
} as const;
