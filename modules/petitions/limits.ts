// Every limit of this module by name. What is over a limit is refused with the field's name, never cut.

export const limits = {
  titleMin: 10,
  titleMax: 140,
  wordsMin: 40,
  wordsMax: 6_000,
  askMin: 10,
  askMax: 1_000,
  /** Words of a moderator, an appeal, a hand-over. */
  reasonMin: 10,
  reasonMax: 2_000,
  answerMin: 40,
  answerMax: 12_000,
  commitmentsMax: 12,
  commitmentMax: 500,
  /** Days ahead that a commitment may reach: ten years. */
  commitmentDaysMax: 3_650,
  noteMax: 1_000,
  nameMax: 120,
  /** Signatures written by one commit when many arrive at once. */
  signaturesPerCommit: 128,
  /** From one address in a minute; a household or a mobile network's gateway may share one. */
  signsPerMinute: 60,
  startsPerMinute: 20,
  jsonBytes: 64_000,
  listMax: 200,
  listDefault: 20,
  /** Petitions looked at for likeness, and shown as alike. */
  alikeCandidates: 200,
  alikeShown: 3,
  /** Names shown of signers who agreed. */
  namesShown: 50,
  /** Points of the curve. */
  curvePoints: 12,
  searchMax: 200,
  /** Rows of one transaction of the sweep, and signers told by one. */
  sweepRows: 200,
  toldPerJob: 500,
  forgottenPerJob: 5_000,
} as const;
