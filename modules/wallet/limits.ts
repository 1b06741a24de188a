// Every limit of the wallet module, named.

export const LIMITS = {
  /** Draws of indexes before a list counts as full: at half full, three of ten fail this often. */
  drawRounds: 3,
  /** Lists opened one after the other for one call before something is wrong. */
  mostNewLists: 3,
  reasonCharacters: 300,
  /** Another process's new key is known at the latest after this long. */
  keyCacheSeconds: 60,
  anchorDays: 3650,
  /** A new anchor is made while the old one can still certify keys of full length. */
  anchorRenewDays: 800,
  leafDays: 400,
  /** A key outlives everything it signed: it is replaced while it has more time left than any credential. */
  leafRenewDays: 120,
  /** Tokens of lists kept in memory. */
  keptLists: 50,
  callsPerMinute: 600,
  proofCharacters: 8000,
  /** How far the clocks of wallets may be off, and how long a proof counts. */
  proofSeconds: 120,
  accessTokenSeconds: 300,
  /** How long a wallet may come again for what could not be issued at once. */
  deferredDays: 14,
  /** Twice what the largest batch of proofs takes. */
  credentialRequestBytes: 200_000,
  /** Of another issuer: signed, and unfolded. */
  statusTokenBytes: 4_000_000,
  statusListBytes: 16_777_216,
  presentationCharacters: 60_000,
  asksPerMinute: 30,
  /** A page that waits for a wallet asks again this often. */
  checkRefreshSeconds: 3,
  shownBatches: 50,
  mostBatches: 1000,
  /** People looked at again between two reads, at night. */
  recheckPage: 200,
} as const;
