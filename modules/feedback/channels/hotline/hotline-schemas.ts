// What the hotline's form asks and is answered.
import { type Static, Type } from 'typebox';
import { fieldProperties } from '../../cases/report-fields.ts';
import { ContactInput, ReportItem, TrackingCode, UnitRef } from '../../contract.ts';
import { AlikeItem } from '../../duplicates/duplicates.routes.ts';
import { limits } from '../../limits.ts';
import { matterKinds } from '../../services/city-data.ts';

const nullable = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);

/** Sent as a body: a number in an address would stand in logs. */
export const CallerQuestion = Type.Object({
  phone: Type.String({ minLength: 3, maxLength: 30 }),
  purpose: Type.String({ minLength: 3, maxLength: 200, pattern: '\\S' }),
});

export const Caller = Type.Object(
  {
    phone: Type.String({ description: 'E.164' }),
    name: nullable(Type.String()),
    reports: Type.Array(ReportItem),
  },
  { title: 'HotlineCaller' },
);
export type Caller = Static<typeof Caller>;

export const HelpQuery = Type.Object({
  words: Type.Optional(Type.String({ maxLength: limits.wordsMax })),
  place: Type.Optional(Type.String({ maxLength: limits.addressMax })),
  service: Type.Optional(Type.String({ maxLength: 64 })),
  kind: Type.Optional(Type.Enum(matterKinds)),
  lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  lon: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
});

export const PlaceOffer = Type.Object({
  label: Type.String(),
  address: nullable(Type.String()),
  lat: Type.Number(),
  lon: Type.Number(),
  unit: UnitRef,
  from: Type.Enum(['unit', 'old-unit', 'divided-unit', 'report'], {
    description:
      'A unit of today, what an old one became, a part of a divided one, or an address of earlier reports',
  }),
  was: nullable(Type.String({ description: 'The old name that was asked for' })),
});
export type PlaceOffer = Static<typeof PlaceOffer>;

export const Help = Type.Object(
  {
    service: nullable(Type.String({ description: 'The service that the words speak of' })),
    urgent: Type.Array(Type.String(), { description: 'Words that make it urgent' }),
    places: Type.Array(PlaceOffer),
    mustChoose: Type.Boolean({ description: 'The old unit was divided, or the name means several' }),
    unit: nullable(UnitRef),
    body: nullable(Type.String({ description: 'Who would take it' })),
    dueAt: nullable(Type.String({ format: 'date-time' })),
    alike: Type.Array(AlikeItem),
  },
  { title: 'HotlineHelp' },
);
export type Help = Static<typeof Help>;

export const HotlineReport = Type.Object(
  {
    ...fieldProperties(),
    kind: Type.Optional(Type.Enum(matterKinds)),
    caller: Type.Optional(ContactInput),
    sameAs: Type.Optional(
      Type.Union([TrackingCode], {
        description: 'The caller reports what this one is about: theirs follows it',
      }),
    ),
  },
  { title: 'HotlineReport', additionalProperties: false },
);

export const HotlineFiled = Type.Object(
  {
    trackingCode: TrackingCode,
    spelled: Type.String({ description: 'The code as it is read aloud' }),
    url: Type.String(),
    body: Type.String(),
    dueAt: nullable(Type.String({ format: 'date-time' })),
    isTold: Type.Boolean({ description: 'The caller gets the code by text message' }),
    follows: nullable(TrackingCode),
  },
  { title: 'HotlineFiled' },
);
export type HotlineFiled = Static<typeof HotlineFiled>;
