// The working-time ruler as numbers: a term cut into working half-days, what of it is used, left and late.
import { clip, hoursOf, subtract, type Span } from './intervals.ts';

export type WorkingInterval = { start: Date; end: Date };

export type PausedInterval = {
  start: Date;
  /** null while the pause still runs. */
  end: Date | null;
};

export type RulerInput = {
  /** Working half-days in order, from the filing at least to the later of due time and now. */
  working: readonly WorkingInterval[];
  filedAt: Date;
  /** The promise. While a pause runs: the promise as it stood when the pause began. */
  dueAt: Date;
  now: Date;
  /** When the case was answered, if it was: the clock stopped there. */
  endedAt?: Date | null | undefined;
  paused?: readonly PausedInterval[] | undefined;
  /** Working hours left from which the term counts as soon due; default 2. */
  soonHours?: number | undefined;
  /** Where days begin; default Asia/Ho_Chi_Minh. */
  timeZone?: string | undefined;
  /** How many groups are drawn before days are joined to weeks, weeks to months; default 6. */
  maxGroups?: number | undefined;
};

export type RulerBlock = {
  kind: 'term' | 'late';
  hours: number;
  /** 0 untouched … 1 used up. */
  used: number;
  /** A pause lies between this block and the one before. */
  afterPause: boolean;
};

export type RulerGroup = {
  /** A day, an ISO week (named by its first working day) or a month; `late` after the promise; `waiting` after a pause. */
  kind: 'day' | 'week' | 'month' | 'late' | 'waiting';
  /** First local day, YYYY-MM-DD. */
  date: string;
  hours: number;
  /** Share of the ruler's width as a whole number from 1 to 40. */
  weight: number;
  /** The clock stands in this group. */
  isNow: boolean;
  /** This group is the present day (not so when the clock stopped earlier). */
  isToday: boolean;
  blocks: readonly (RulerBlock & { weight: number })[];
};

export type RulerState = 'running' | 'soon' | 'late' | 'paused' | 'kept' | 'kept-late';

export type RulerModel = {
  /** kept: answered in time; kept-late: answered after the promise. */
  state: RulerState;
  termHours: number;
  usedHours: number;
  leftHours: number;
  lateHours: number;
  groups: readonly RulerGroup[];
};

type Piece = { span: Span; kind: 'term' | 'late' | 'waiting'; used: number; afterPause: boolean };

/**
 * Builds the ruler of one promise. Pure.
 * Throws RangeError when the promise lies before the filing or the working intervals are not in order.
 */
export function rulerModel(input: RulerInput): RulerModel {
  const working = checkedSpans(input);
  const clock = readClock(input);
  const counted = subtract(working, clock.pauses);
  const term = clip(counted, clock.filed, clock.due);
  const late = clip(counted, Math.max(clock.due, clock.filed), clock.stopped);
  const pieces: Piece[] = [
    ...term.flatMap((span) => termPieces(span, clock)),
    ...late.map((span): Piece => ({ span, kind: 'late', used: 1, afterPause: false })),
  ].map((piece) => ({ ...piece, afterPause: clock.pauses.some(([, end]) => end === piece.span[0]) }));

  const termHours = hoursOf(term);
  const usedHours = hoursOf(clip(term, clock.filed, clock.stopped));
  const lateHours = hoursOf(late);
  const leftHours = termHours - usedHours;
  const timeZone = input.timeZone ?? 'Asia/Ho_Chi_Minh';
  return {
    state: stateOf({ input, lateHours, leftHours, paused: clock.pausedNow }),
    termHours,
    usedHours,
    leftHours,
    lateHours,
    groups: weigh(
      groupPieces(pieces, {
        stopped: localDay(clock.stopped, timeZone),
        today: localDay(input.now.getTime(), timeZone),
        timeZone,
        max: input.maxGroups ?? 6,
      }),
    ),
  };
}

type Clock = { filed: number; due: number; stopped: number; pauses: Span[]; pausedNow: boolean };

function readClock({ filedAt, dueAt, now, endedAt, paused = [] }: RulerInput): Clock {
  const ended = endedAt?.getTime() ?? now.getTime();
  const open = paused.find((pause) => pause.end === null || pause.end.getTime() > ended);
  return {
    filed: filedAt.getTime(),
    due: dueAt.getTime(),
    stopped: open && !endedAt ? Math.min(open.start.getTime(), ended) : ended,
    pauses: paused
      .filter((pause) => pause !== open)
      .map((pause): Span => [pause.start.getTime(), pause.end!.getTime()]),
    pausedNow: open !== undefined && !endedAt,
  };
}

function checkedSpans({ working, filedAt, dueAt }: RulerInput): Span[] {
  if (dueAt < filedAt) throw new RangeError('the promise lies before the filing');
  let last = Number.NEGATIVE_INFINITY;
  return working.map(({ start, end }): Span => {
    if (start.getTime() < last || end <= start)
      throw new RangeError('working intervals must be in order, without overlap');
    last = end.getTime();
    return [start.getTime(), last];
  });
}

/** While a pause runs, what is left of a half-day belongs to the time after it, whenever that will be. */
function termPieces(span: Span, clock: Clock): Piece[] {
  const [start, end] = span;
  const used = Math.min(Math.max((clock.stopped - start) / (end - start), 0), 1);
  if (!clock.pausedNow) return [{ span, kind: 'term', used, afterPause: false }];
  const pieces: Piece[] = [];
  if (used > 0)
    pieces.push({ span: [start, Math.min(end, clock.stopped)], kind: 'term', used: 1, afterPause: false });
  if (used < 1)
    pieces.push({ span: [Math.max(start, clock.stopped), end], kind: 'waiting', used: 0, afterPause: false });
  return pieces;
}

function stateOf({
  input,
  lateHours,
  leftHours,
  paused,
}: {
  input: RulerInput;
  lateHours: number;
  leftHours: number;
  paused: boolean;
}): RulerState {
  const isLate = lateHours > 0;
  if (input.endedAt) return isLate ? 'kept-late' : 'kept';
  if (paused) return 'paused';
  if (isLate || input.now > input.dueAt) return 'late';
  return leftHours <= (input.soonHours ?? 2) ? 'soon' : 'running';
}

type Level = 'day' | 'week' | 'month';
type Draft = { kind: RulerGroup['kind']; date: string; isNow: boolean; isToday: boolean; pieces: Piece[] };
type Place = { stopped: string; today: string; timeZone: string; max: number };

function groupPieces(pieces: readonly Piece[], place: Place): Draft[] {
  const levels: Level[] = ['day', 'week', 'month'];
  for (const level of levels) {
    const groups = groupAt(level, pieces, place);
    if (groups.length <= place.max || level === 'month') return joinBlocks(level, groups, place.timeZone);
  }
  throw new Error('unreachable: months always fit');
}

function groupAt(level: Level, pieces: readonly Piece[], { stopped, today, timeZone }: Place): Draft[] {
  const groups = new Map<string, Draft>();
  const nowKey = keyAt(level, stopped);
  for (const piece of pieces) {
    const date = localDay(piece.span[0], timeZone);
    const key = piece.kind === 'term' ? keyAt(level, date) : piece.kind;
    const isNow = key === nowKey || piece.kind === 'late';
    const isToday = key === keyAt(level, today);
    const group = groups.get(key) ?? {
      kind: piece.kind === 'term' ? level : piece.kind,
      date,
      isNow,
      isToday,
      pieces: [],
    };
    group.pieces.push(piece);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function keyAt(level: Level, date: string): string {
  if (level === 'month') return date.slice(0, 7);
  if (level === 'day') return date;
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

/** Weeks are drawn with a block a day, months with a block a week; a long delay is drawn as one block. */
function joinBlocks(level: Level, groups: Draft[], timeZone: string): Draft[] {
  const blockLevel = level === 'day' ? undefined : level === 'week' ? 'day' : 'week';
  return groups.map((group) => {
    const crowded = group.pieces.length > 4 && group.kind !== level;
    if (crowded) return { ...group, pieces: [joined(group.pieces)] };
    if (blockLevel === undefined) return group;
    const rows = new Map<string, Piece[]>();
    for (const piece of group.pieces) {
      const key = keyAt(blockLevel, localDay(piece.span[0], timeZone));
      rows.set(key, [...(rows.get(key) ?? []), piece]);
    }
    return { ...group, pieces: [...rows.values()].map(joined) };
  });
}

/** One piece that stands for several: as long as their sum, used by their mean. */
function joined(pieces: readonly Piece[]): Piece {
  const first = pieces[0]!;
  const length = pieces.reduce((sum, { span }) => sum + span[1] - span[0], 0);
  const used = pieces.reduce((sum, { span, used }) => sum + used * (span[1] - span[0]), 0) / length;
  return { ...first, span: [first.span[0], first.span[0] + length], used };
}

/** Widths as small whole numbers, for classes instead of styles. A delay never takes more than half of the ruler. */
function weigh(groups: readonly Draft[]): RulerGroup[] {
  const lengths = groups.map((group) => hoursOf(group.pieces.map((piece) => piece.span)));
  const ofTerm = groups.reduce(
    (sum, group, index) => (group.kind === 'late' ? sum : sum + lengths[index]!),
    0,
  );
  const drawn = groups.map((group, index) =>
    group.kind === 'late' ? Math.min(lengths[index]!, ofTerm || lengths[index]!) : lengths[index]!,
  );
  const unit = Math.max(0.25, Math.max(...drawn, 0) / 40);
  const weightOf = (hours: number) => Math.min(40, Math.max(1, Math.round(hours / unit)));
  return groups.map((group, index) => ({
    kind: group.kind,
    date: group.date,
    hours: lengths[index]!,
    weight: weightOf(drawn[index]!),
    isNow: group.isNow,
    isToday: group.isToday,
    blocks: group.pieces.map(({ span, kind, used, afterPause }) => {
      const hours = hoursOf([span]);
      return {
        kind: kind === 'late' ? 'late' : 'term',
        hours,
        used,
        afterPause,
        weight: weightOf((hours / lengths[index]!) * drawn[index]!),
      };
    }),
  }));
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The local day of an instant, YYYY-MM-DD. */
export function localDay(instant: number, timeZone: string): string {
  let format = dayFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    dayFormats.set(timeZone, format);
  }
  return format.format(instant);
}
