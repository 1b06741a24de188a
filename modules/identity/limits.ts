// Every limit of the identity module, named.

export const LIMITS = {
  /** Sign-ins that one browser may have open at once (tabs); the oldest gives way. */
  openAttempts: 3,
  attemptSeconds: 600,
  returnToCharacters: 512,
  /** Longest a session may stay valid in memory after it was revoked elsewhere. */
  sessionCacheMilliseconds: 1000,
  sessionCacheEntries: 10_000,
  /** "Last seen" is written at most this often. */
  seenEverySeconds: 60,
  discoveryTimeoutSeconds: 5,
  providerTimeoutSeconds: 10,
  discoveryCacheSeconds: 3600,
  /** After a failed discovery, callers are told at once that the provider is away, for this long. */
  discoveryPauseMilliseconds: 2000,
  providerAwayRetrySeconds: 5,
  /** Ended sessions stay this long for inspectors, then they are forgotten. */
  endedSessionDays: 90,
  nameCharacters: 200,
  /** A change of a client's row holds everywhere after this time. */
  clientCacheMilliseconds: 1000,
  clientCacheEntries: 2000,
  /** A signing key signs this long; the next one is published so long before it signs, the old one so long after. */
  keyAgeDays: 90,
  keyAnnouncedSeconds: 24 * 3600,
  keyOverlapSeconds: 24 * 3600,
  /** How soon a process takes up another signing key. */
  keyCacheMilliseconds: 10_000,
  /** Lives of what the provider gives out, in seconds. */
  codeSeconds: 60,
  accessTokenSeconds: 600,
  cityApiTokenSeconds: 300,
  idTokenSeconds: 600,
  refreshTokenSeconds: 14 * 24 * 3600,
  pushedRequestSeconds: 60,
  /** A client's assertion may be dated so far ahead of our clock. */
  assertionAheadSeconds: 60,
  interactionSeconds: 1800,
  deviceCodeSeconds: 600,
  logoutTokenSeconds: 120,
  /** Longest wait for a client's server, when its keys are fetched or it is told of a sign-out. */
  clientFetchMilliseconds: 4000,
  clientAnswerBytes: 100_000,
  sandboxClients: 10,
  clientRedirects: 10,
  clientRedirectCharacters: 500,
  /** After a client's secret turned over, the one before counts this long. */
  clientSecretOverlapSeconds: 24 * 3600,
  /** Password hashes worked on at once by one process, and how many may wait for their turn; more are told to come back. */
  hashesAtOnce: 2,
  hashesWaiting: 16,
  securityEventsShown: 20,
  /** How long a recovery stays open after its wait. */
  recoveryOpenDays: 7,
} as const;
