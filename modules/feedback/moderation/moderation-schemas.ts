// Shapes of what moderators see and send. Safe to import in a browser.
import { type Static, Type } from 'typebox';
import { limits } from '../limits.ts';
import { flagReasons } from './flag-reasons.ts';
import { lookReasons } from './look.ts';
import { senderKinds } from './sender-kinds.ts';

const strict = { additionalProperties: false } as const;
const Instant = Type.String({ format: 'date-time' });
const OrNull = <S extends import('typebox').TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Reason = Type.String({ minLength: 3, maxLength: limits.reasonMax, pattern: '\\S' });
const Share = Type.Number({ minimum: 0, maximum: 1 });
const Words = Type.Object({ vi: Type.String(), en: Type.String() });

export const RegionShape = Type.Object(
  { x: Share, y: Share, width: Share, height: Share },
  { ...strict, description: 'In shares of the width and height of the upright picture' },
);

export const ReasonInput = Type.Object({ reason: Reason }, strict);
export const CoverInput = Type.Object(
  {
    regions: Type.Array(RegionShape, {
      maxItems: 60,
      description: 'All that is to be covered; none brings the picture back',
    }),
    reason: Type.Optional(Type.String({ maxLength: limits.reasonMax })),
  },
  strict,
);
export const EditInput = Type.Object(
  {
    words: Type.String({ minLength: 1, maxLength: limits.wordsMax * 2 }),
    address: Type.Optional(OrNull(Type.String({ maxLength: limits.addressMax * 2 }))),
    landmark: Type.Optional(OrNull(Type.String({ maxLength: limits.landmarkMax * 2 }))),
    reason: Reason,
  },
  strict,
);
export const DoneInput = Type.Object(
  { flags: Type.Optional(Type.Enum(['upheld', 'dismissed'], { default: 'dismissed' })) },
  strict,
);
export const BanInput = Type.Object(
  {
    kind: Type.Enum(senderKinds),
    days: Type.Integer({ minimum: 1, maximum: 3650 }),
    reason: Reason,
  },
  strict,
);

export const LookItem = Type.Object({
  trackingCode: Type.String(),
  title: Words,
  reasons: Type.Array(Type.Enum(lookReasons)),
  isPressing: Type.Boolean(),
  since: Instant,
  flags: Type.Integer(),
  isHidden: Type.Boolean(),
  photoCount: Type.Integer(),
  words: Type.String(),
});
export type LookItem = Static<typeof LookItem>;

export const LookCounts = Type.Object({
  all: Type.Integer(),
  pressing: Type.Integer(),
  flag: Type.Integer(),
  photo: Type.Integer(),
  words: Type.Integer(),
  place: Type.Integer(),
});
export type LookCounts = Static<typeof LookCounts>;

const PhotoToLook = Type.Object({
  id: Type.String(),
  role: Type.Enum(['before', 'after']),
  /** Shown to moderators also while it is hidden. */
  url: Type.String(),
  mediumUrl: Type.String(),
  width: Type.Integer(),
  height: Type.Integer(),
  isHidden: Type.Boolean(),
  regions: Type.Array(RegionShape),
  lookedAt: OrNull(Instant),
  lookedBy: OrNull(Type.String()),
});
export type PhotoToLook = Static<typeof PhotoToLook>;

export const LookView = Type.Object({
  ...LookItem.properties,
  url: Type.String(),
  state: Type.String(),
  visibility: Type.Enum(['public', 'private', 'hidden']),
  /** What the reporter wrote, with what a program would mask. */
  original: Type.Object({
    words: Type.String(),
    marks: Type.Array(Type.Object({ kind: Type.String(), from: Type.Integer(), to: Type.Integer() })),
  }),
  texts: Type.Object({
    words: Type.String(),
    address: OrNull(Type.String()),
    landmark: OrNull(Type.String()),
  }),
  photos: Type.Array(PhotoToLook),
  raised: Type.Array(
    Type.Object({
      at: Instant,
      why: Type.Enum(flagReasons),
      words: OrNull(Type.String()),
      photo: OrNull(Type.String()),
      decision: OrNull(Type.String()),
    }),
  ),
  place: OrNull(
    Type.Object({
      photoMetres: OrNull(Type.Integer()),
      deviceMetres: OrNull(Type.Integer()),
      accuracyMetres: OrNull(Type.Integer()),
      score: Type.Integer(),
      isDoubtful: Type.Boolean(),
    }),
  ),
  decisions: Type.Array(
    Type.Object({
      at: Instant,
      by: Type.String(),
      action: Type.String(),
      photo: OrNull(Type.String()),
      reason: OrNull(Type.String()),
      before: Type.Unknown(),
    }),
  ),
  /** By what the sender could be kept from sending; and whether that holds already. */
  sender: Type.Object({
    kinds: Type.Array(Type.Enum(['person', 'device', 'phone', 'address'])),
    sentLately: Type.Integer({ description: 'Reports of the same sender in the days that are remembered' }),
    bannedUntil: OrNull(Instant),
    mostDays: Type.Integer(),
  }),
});
export type LookView = Static<typeof LookView>;

export const BanView = Type.Object({
  id: Type.String(),
  kind: Type.Enum(senderKinds),
  from: Instant,
  until: Instant,
  by: Type.String(),
  reason: Type.String(),
  trackingCode: OrNull(Type.String({ description: 'The report that led to it' })),
  sentLately: Type.Integer({ minimum: 0, description: 'Reports of this sender that are still remembered' }),
  lifted: OrNull(Type.Object({ at: Instant, by: Type.String(), why: Type.String() })),
});
export type BanView = Static<typeof BanView>;
