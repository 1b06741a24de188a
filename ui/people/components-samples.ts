// The sample promises of the components page: the flood of 4 September 2026, as on the drawings.
import { rulerModel, type RulerInput, type WorkingInterval } from '../parts/ruler-model.ts';

const at = (local: string) => new Date(`${local}:00+07:00`);

/** Working half-days 7:30–11:30 and 13:30–17:30; 1 and 2 September are the National Day. */
function halfDays(...days: string[]): WorkingInterval[] {
  return days.flatMap((day) => [
    { start: at(`${day}T07:30`), end: at(`${day}T11:30`) },
    { start: at(`${day}T13:30`), end: at(`${day}T17:30`) },
  ]);
}

const working = halfDays(
  '2026-08-31',
  '2026-09-03',
  '2026-09-04',
  '2026-09-07',
  '2026-09-08',
  '2026-09-09',
  '2026-09-10',
);
const now = at('2026-09-08T09:30');

const inputs = {
  running: { working, filedAt: at('2026-09-04T15:30'), dueAt: at('2026-09-09T15:30'), now },
  soon: { working, filedAt: at('2026-09-07T07:30'), dueAt: at('2026-09-08T10:40'), now },
  late: { working, filedAt: at('2026-08-31T15:30'), dueAt: at('2026-09-07T15:30'), now },
  paused: {
    working,
    filedAt: at('2026-09-04T13:30'),
    dueAt: at('2026-09-08T17:30'),
    now,
    paused: [{ start: at('2026-09-07T09:06'), end: null }],
  },
  kept: {
    working,
    filedAt: at('2026-09-03T07:30'),
    dueAt: at('2026-09-08T17:30'),
    now,
    endedAt: at('2026-09-07T16:05'),
  },
} satisfies Record<string, RulerInput>;

export const sampleRulers = {
  running: rulerModel(inputs.running),
  soon: rulerModel(inputs.soon),
  late: rulerModel(inputs.late),
  paused: rulerModel(inputs.paused),
  kept: rulerModel(inputs.kept),
};

/** The tide at Hòn Dáu on the drawings: low at 5:20, high 3,9 m at 17:40. Hours and metres. */
export const sampleTide = Array.from({ length: 49 }, (_, index) => {
  const hour = index / 2;
  return { hour, level: 2.1 + 1.8 * Math.cos(((hour - 17.67) / 24.84) * 2 * Math.PI) };
});
