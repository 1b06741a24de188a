// The shapes of the what-if interface: a question, an office that can be asked about, an answer on its way. Safe in a browser.
import { type Static, Type } from 'typebox';
import { limits } from '../limits.ts';

const strict = { additionalProperties: false } as const;
const orNull = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Code = Type.String({ minLength: 1, maxLength: 64 });
const Officers = Type.Integer({ minimum: 1, maximum: limits.whatIfOfficersMax });
const Instant = Type.String({ format: 'date-time' });
const Words = Type.Object({ vi: Type.String(), en: Type.String() });

export const WhatIfRequest = Type.Object(
  {
    body: Code,
    officers: Type.Integer({
      minimum: 1,
      maximum: limits.whatIfOfficersMax,
      description: 'Officers who work on reports now',
    }),
    moreOfficers: Type.Optional(
      Type.Integer({
        minimum: -limits.whatIfOfficersMax,
        maximum: limits.whatIfOfficersMax,
        description: 'More, or fewer below 0',
      }),
    ),
    wave: Type.Optional(
      Type.Object(
        {
          times: Type.Number({
            exclusiveMinimum: 0,
            maximum: limits.whatIfWaveMax,
            description: 'Reports on top, in multiples of what usually comes in so many days',
          }),
          days: Type.Integer({ minimum: 1, maximum: limits.whatIfWaveDaysMax }),
          service: Type.Optional(Code),
        },
        strict,
      ),
    ),
    merge: Type.Optional(Type.Object({ body: Code, officers: Officers }, strict)),
    promise: Type.Optional(
      Type.Object(
        {
          service: Type.Optional(Code),
          workingHours: Type.Integer({ minimum: 1, maximum: limits.whatIfPromiseHoursMax }),
        },
        strict,
      ),
    ),
    order: Type.Optional(Type.Enum(['first-come', 'earliest-due', 'priority-then-due'])),
    seed: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 2_147_483_647, description: 'To have the same answer again' }),
    ),
  },
  strict,
);
export type WhatIfRequest = Static<typeof WhatIfRequest>;

export const WhatIfOffice = Type.Object({
  body: Code,
  reports: Type.Integer({ description: 'Visits of reports in the history' }),
  days: Type.Integer({ description: 'Days of history' }),
  isEnough: Type.Boolean(),
  officersSeen: Type.Integer({ description: 'Officers who had reports in hand in the last weeks' }),
  services: Type.Array(Type.Object({ code: Type.String(), name: Words, reports: Type.Integer() })),
});
export type WhatIfOffice = Static<typeof WhatIfOffice>;

const Interval = Type.Object({ low: Type.Number(), high: Type.Number() });
const Spread = Type.Object({ middle: Type.Number(), in80: Interval, in95: Interval });
const ShareFigure = Type.Object({
  ...Spread.properties,
  dots: Type.Array(Type.Number(), { description: 'Fifty equal parts of the futures' }),
});
const Figures = Type.Object({
  due: ShareFigure,
  answered: ShareFigure,
  backlog: Spread,
  medianDays: Spread,
  busy: Type.Number({ description: 'Share of the officers’ time that is work' }),
});
const Look = Type.Object({ from: Instant, before: Instant, predicted: Type.Number(), actual: Type.Number() });
export const WhatIfAnswer = Type.Object({
  from: Instant,
  before: Instant,
  since: Instant,
  reports: Type.Integer(),
  openNow: Type.Integer(),
  now: Type.Object({ due: orNull(Type.Number()), answered: orNull(Type.Number()) }),
  asIs: Figures,
  changed: Figures,
  difference: Type.Object({ due: Spread, answered: Spread, backlog: Spread, medianDays: Spread }),
  looks: Type.Object({ due: Type.Array(Look), answered: Type.Array(Look) }),
});
export type WhatIfAnswer = Static<typeof WhatIfAnswer>;

export const WhatIfView = Type.Object({
  id: Type.String(),
  state: Type.Enum(['waiting', 'done', 'failed']),
  askedAt: Instant,
  askedBy: Type.String({ description: 'Title of the post' }),
  body: Type.Object({ code: Type.String(), name: Words }),
  otherBody: orNull(Type.Object({ code: Type.String(), name: Words })),
  request: WhatIfRequest,
  seed: Type.Integer(),
  inputHash: orNull(Type.String({ description: 'SHA-256 of all that the answer depends on' })),
  done: Type.Integer(),
  of: Type.Integer(),
  answer: orNull(WhatIfAnswer),
  problem: orNull(Words),
});
export type WhatIfView = Static<typeof WhatIfView>;
