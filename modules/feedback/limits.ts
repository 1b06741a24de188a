// Every limit of this module by name. What is over a limit is refused with the field's name, never cut.

export const limits = {
  /** Longest report in characters; DIGIT's 256 is too short for Vietnamese, Open311 allows 4,000. */
  wordsMax: 4_000,
  /** Fewer letters than this say nothing one could act on. */
  wordsMin: 3,
  addressMax: 200,
  /** Reports that one address may have set as PDF in a minute. */
  pdfsPerMinute: 20,
  landmarkMax: 120,
  contactNameMax: 80,
  contactEmailMax: 254,
  /** An answer or a message of an office. */
  answerMax: 4_000,
  /** Why a report is returned, rejected, handed over or reopened. */
  reasonMax: 1_000,
  /** A note between officers. */
  noteMax: 4_000,
  notesShown: 200,
  /** Reports shown before sending as probably the same. */
  sameShown: 3,
  /** Reports shown as probably the same. */
  alikeShown: 5,
  /** Words of an answer to the later survey. */
  surveyWordsMax: 1_000,
  /** Closed reports looked at, and followers invited, in one go. */
  surveyBatch: 200,
  /** Days behind that the invitations may be after a standstill; older matters are left in peace. */
  surveyDaysLate: 14,
  surveyReviewsShown: 200,
  /** Reports on one board of the coordinator. */
  triageShown: 100,
  /** Reports shown on one rung of the ladder. */
  rungShown: 40,
  leagueMonthsMax: 24,
  /** Answers below which a share says too little for a place in the league. */
  leagueFewest: 20,
  /** On the board of a storm: places on its map, masters, pairs shown, and reports looked at for such pairs. */
  stormPlaces: 2000,
  stormMasters: 12,
  stormCandidates: 8,
  stormCandidatesLookedAt: 40,
  photosPerReport: 4,
  photosPerAnswer: 4,
  photoBytes: 15_000_000,
  /** One request with all its photos. */
  bodyBytes: 40_000_000,
  jsonBytes: 64_000,
  listMax: 1_000,
  listDefault: 50,
  pageItems: 20,
  /** Reports written by one commit when many arrive at once. */
  reportsPerCommit: 64,
  mapPoints: 5_000,
  searchMax: 200,
  unitsPerFilter: 120,
  /** Days between the event and its report; older matters go through the office. */
  occurredDaysBack: 366,
  /** Clocks of phones run ahead. */
  clockAheadSeconds: 300,
  /** How long a started report form waits for its next step. */
  draftHours: 24,
  /** How long a message without a place waits for it. */
  messageWaitDays: 7,
  /** Messages of one sender in an hour that are answered; more are kept and read by nobody's machine. */
  messagesPerHour: 20,
  /** A message as it came; what does not fit into a report becomes a note to the office. */
  messageWordsMax: 12_000,
  /** A mail with all that hangs on it; base64 adds a third. */
  mailBytes: 30_000_000,
  /** Mail connections at a time. */
  mailClients: 20,
  /** Units offered in one answer. */
  unitsOffered: 6,
  /** Reports from one address in a minute; a household, an office or a mobile network's gateway may share one. */
  reportsPerMinute: 30,
  /** Steps of the form and pictures sent ahead, from one address in a minute. */
  draftsPerMinute: 120,
  /** Flags, and questions asked for, from one address in a minute. */
  flagsPerMinute: 20,
  /** The simulation of an office: how far it looks back and ahead, how many futures, how long it may take. */
  whatIfPastDays: 400,
  whatIfVisitsMax: 100_000,
  whatIfHorizonDays: 28,
  whatIfFutures: 200,
  whatIfSeconds: 60,
  whatIfMemoryMb: 768,
  /** Less history than this says nothing about an office. */
  whatIfReportsMin: 20,
  whatIfDaysMin: 14,
  whatIfOfficersMax: 500,
  whatIfWaveMax: 20,
  whatIfWaveDaysMax: 14,
  whatIfPromiseHoursMax: 480,
  /** Rows sealed in one transaction, where they stood in clear before. */
  sealBatch: 200,
} as const;
