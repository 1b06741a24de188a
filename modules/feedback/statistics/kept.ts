// How a published figure is made from public columns alone: anyone with the CSV gets the same numbers. Pure.

/** What a row of the open data says, as far as the figures need it. */
export interface PublicRow {
  readonly state: string;
  readonly filed_at: Date;
  readonly first_due_at: Date | null;
  readonly resolved_at: Date | null;
  readonly closed_at: Date | null;
  readonly reopened: number;
  readonly returned: number;
  readonly extended: number;
  readonly rating: number | null;
  /** Answers to the later survey: how many, how many say that it is really fixed, and their marks added up. */
  readonly survey_n: number;
  readonly survey_fixed_n: number;
  readonly survey_scores: number;
}

export interface Kept {
  readonly filed: number;
  readonly answered: number;
  /** Of the answered ones, those to which something was promised, and those that kept the first promise. */
  readonly promised: number;
  readonly onTime: number;
  readonly reopened: number;
  readonly returned: number;
  readonly extended: number;
  readonly rated: number;
  readonly ratings: number;
  readonly surveyed: number;
  readonly surveyFixed: number;
  readonly surveyScores: number;
}

export const nothing: Kept = {
  filed: 0,
  answered: 0,
  promised: 0,
  onTime: 0,
  reopened: 0,
  returned: 0,
  extended: 0,
  rated: 0,
  ratings: 0,
  surveyed: 0,
  surveyFixed: 0,
  surveyScores: 0,
};

/**
 * Adds a report to the figures. Rules that leave nothing to gain by tricks: the last answer counts, not the first; it is held
 * against the first promise, whatever was extended, reopened or put into another category since; a rejection is an answer;
 * what follows another report or left for a procedure of its own is not counted twice or at all.
 */
export function add(kept: Kept, row: PublicRow): Kept {
  if (row.state === 'merged' || row.state === 'transferred') return kept;
  const answeredAt = row.resolved_at ?? (row.state === 'rejected' ? row.closed_at : null);
  const isPromised = answeredAt !== null && row.first_due_at !== null;
  return {
    filed: kept.filed + 1,
    answered: kept.answered + (answeredAt === null ? 0 : 1),
    promised: kept.promised + (isPromised ? 1 : 0),
    onTime: kept.onTime + (isPromised && answeredAt <= (row.first_due_at as Date) ? 1 : 0),
    reopened: kept.reopened + (row.reopened > 0 ? 1 : 0),
    returned: kept.returned + (row.returned > 0 ? 1 : 0),
    extended: kept.extended + (row.extended > 0 ? 1 : 0),
    rated: kept.rated + (row.rating === null ? 0 : 1),
    ratings: kept.ratings + (row.rating ?? 0),
    surveyed: kept.surveyed + row.survey_n,
    surveyFixed: kept.surveyFixed + row.survey_fixed_n,
    surveyScores: kept.surveyScores + row.survey_scores,
  };
}

/** A mean of so few ratings would tell on single people. */
const fewestRatings = 5;

export interface Shares {
  readonly onTimeShare: number | null;
  readonly meanRating: number | null;
  /** Of those who answered the later survey: who says that it is really fixed. */
  readonly fixedShare: number | null;
  readonly meanSurvey: number | null;
}

export function shares(kept: Kept): Shares {
  const isTelling = kept.surveyed >= fewestRatings;
  return {
    onTimeShare: kept.promised === 0 ? null : kept.onTime / kept.promised,
    meanRating: kept.rated < fewestRatings ? null : kept.ratings / kept.rated,
    fixedShare: isTelling ? kept.surveyFixed / kept.surveyed : null,
    meanSurvey: isTelling ? kept.surveyScores / kept.surveyed : null,
  };
}
