// The figures of a position as they are answered.
import { type TSchema, Type } from 'typebox';

const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Moment = Type.String({ format: 'date-time' });

export const KpiView = Type.Object(
  {
    position: Type.String(),
    from: Moment,
    asOf: Moment,
    calls: Type.Integer(),
    perTenMinutes: Type.Number(),
    busiestTenMinutes: Type.Integer(),
    perDay: Type.Number(),
    floods: Type.Integer(),
    floodShare: Type.Number(),
    topTenShare: Type.Number(),
    top: Type.Array(
      Type.Object({
        definition: Type.String(),
        title: Type.Object({ vi: Type.String(), en: Type.String() }),
        calls: Type.Integer(),
      }),
    ),
    chattering: Type.Integer(),
    stale: Type.Integer(),
    byPriority: Type.Array(Type.Integer()),
    medianAckSeconds: OrNull(Type.Number()),
    targets: Type.Array(Type.Object({ target: Type.String(), most: Type.Number() })),
  },
  { $id: 'OperationsKpis' },
);
