// The past played as if it were now: every figure is counted from the steps themselves.
import {
  countFlow,
  countStep,
  dayMs,
  drawStep,
  emptyState,
  type ReportsState,
  type ServiceName,
  shareOf,
  type Step,
} from './reports-state.ts';

/** What was filed this long before the beginning is known to be open; older reports are left out, also their answers. */
export const warmUpMs = 30 * dayMs;
const tenMinutesMs = 600_000;

/** The city at `from`, from the steps of the time before it. */
export function pastState(
  steps: readonly Step[],
  from: number,
  serviceNames: ReadonlyMap<string, ServiceName>,
): ReportsState {
  // Thousands of steps: points are gathered in one map, and put into the state at the end.
  const points = new Map<string, Step>();
  let state: ReportsState = { ...emptyState, serviceNames };
  for (const step of steps) {
    if (points.has(step.code) === (step.kind === 'filed')) continue;
    if (step.kind === 'answered') points.delete(step.code);
    else points.set(step.code, step);
    state = countFlow(countStep(state, step), step);
  }
  const latest = [...points.values()].sort((a, b) => b.filedAt - a.filedAt);
  const [newest] = latest;
  const drawn: ReportsState = {
    ...state,
    points: new Map(
      latest.map(({ code, lat, lon, service, unit, dueAt }) => [
        code,
        { id: code, lat, lon, service, unit, dueAt },
      ]),
    ),
    rows: latest
      .slice(0, 12)
      .map(({ code, service, unit, filedAt }) => ({ code, service, unit, address: null, filedAt })),
    recent: latest.map(({ filedAt }) => filedAt).filter((filedAt) => filedAt > from - tenMinutesMs),
    newest: newest ? { code: newest.code, lat: newest.lat, lon: newest.lon } : null,
  };
  return passTime(drawn, from);
}

/** One step of the past; an answer to a report we never saw filed changes nothing. */
export function playStep(state: ReportsState, step: Step): ReportsState {
  if (step.kind === 'answered' && !state.points.has(step.code)) return state;
  if (step.kind === 'filed' && state.points.has(step.code)) return state;
  const counted = countFlow(countStep(state, step), step);
  const recent = step.kind === 'filed' ? [...state.recent, step.filedAt] : state.recent;
  return drawStep({ ...counted, recent }, step);
}

/** What passing time changes without any step: what is overdue, what counts as just sent, the share of 30 days. */
export function passTime(state: ReportsState, now: number): ReportsState {
  const overdueOf = new Map<string, number>();
  let overdue = 0;
  for (const { unit, dueAt } of state.points.values()) {
    if (dueAt === null || dueAt >= now) continue;
    overdue++;
    if (unit !== null) overdueOf.set(unit, (overdueOf.get(unit) ?? 0) + 1);
  }
  const { share, promised } = shareOf(state.days);
  const recent = state.recent.filter((filedAt) => filedAt > now - tenMinutesMs);
  return {
    ...state,
    overdue,
    filedLast10Minutes: recent.length,
    recent,
    onTimeShare: share,
    answered30Days: promised,
    units: new Map(
      [...state.units].map(([code, count]) => [
        code,
        { open: count.open, overdue: overdueOf.get(code) ?? 0 },
      ]),
    ),
  };
}
