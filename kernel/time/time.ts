// Time in the city: the clock, dates of Hải Phòng, words for them, the working calendar and the terms it measures.
export {
  buildCalendar,
  type CalendarDay,
  changedDays,
  type DayKind,
  isConfirmed,
  type WorkingCalendar,
} from './calendar.ts';
export { type CalendarData, readCalendar } from './calendar-file.ts';
export { type Clock, systemClock, type TestClock, testClock } from './clock.ts';
export { type LunarDate, lunarDate, solarDate } from './lunar.ts';
export { ruler, type RulerBlock, type RulerDay } from './ruler.ts';
export {
  type Deadline,
  deadlineStatus,
  type DeadlineStatus,
  dueAt,
  extendDeadline,
  pauseDeadline,
  resumeDeadline,
  startDeadline,
  type Term,
  type TermUnit,
} from './terms.ts';
export {
  capitalise,
  type DateStyle,
  formatDate,
  formatDateTime,
  formatElapsed,
  formatHours,
  formatMoney,
  formatNumber,
  formatPercent,
  formatTime,
  formatWorkingDuration,
} from './words.ts';
export {
  addCalendarDays,
  addWorkingTime,
  isWorkingTime,
  type Pause,
  remaining,
  type Remaining,
  type WorkingAmount,
  workingIntervals,
  type WorkingInterval,
  workingMinutesBetween,
} from './working.ts';
export {
  addDays,
  daysBetween,
  endOfDay,
  instantOf,
  isLocalDate,
  type LocalDate,
  localDate,
  localTime,
  type LocalTime,
  notInFuture,
  parseInstant,
  parseLocalDate,
  startOfDay,
  timeZone,
  weekday,
} from './zone.ts';
