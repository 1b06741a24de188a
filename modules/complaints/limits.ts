// Every limit of this module by name. What is over a limit is refused with the field's name, never cut.

export const limits = {
  nameMax: 120,
  addressMax: 300,
  phoneMax: 20,
  emailMax: 254,
  paperMax: 60,
  /** What the matter is about: the decision, the act, the person denounced. */
  subjectMax: 500,
  /** Fewer letters than this say nothing one could examine. */
  wordsMin: 20,
  wordsMax: 6_000,
  requestMax: 4_000,
  /** What an office writes to the person, or the person to the office. */
  answerMax: 8_000,
  answerMin: 10,
  purposeMin: 3,
  purposeMax: 200,
  evidenceMost: 4,
  documentsMost: 3,
  documentBytes: 8_000_000,
  bodyBytes: 40_000_000,
  listMax: 200,
  draftHours: 6,
  draftsPerMinute: 60,
  filedPerMinute: 10,
  /** Trials of a code from one address in a minute, and wrong digits for one matter in an hour. */
  followPerMinute: 20,
  wrongDigits: 5,
  wrongDigitsHours: 1,
} as const;
