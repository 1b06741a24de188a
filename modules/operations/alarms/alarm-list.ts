// The list of alarms as it is answered: at most twenty rows, the counts of every box, the floods that last.
import { type Static, type TSchema, Type } from 'typebox';
import { AlarmView, Both } from './alarm-view.ts';

const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Moment = Type.String({ format: 'date-time' });

export const AlarmList = Type.Object(
  {
    asOf: Moment,
    total: Type.Integer(),
    groups: Type.Array(
      Type.Object({
        key: Type.String(),
        priority: Type.Integer(),
        title: Both,
        wardName: OrNull(Both),
        /** How many of them call. */
        calling: Type.Integer(),
        count: Type.Integer(),
        /** How many different alarms were heaped together. */
        kinds: Type.Integer(),
        /** The first of them; `count` tells how many there are. */
        alarms: Type.Array(AlarmView),
      }),
    ),
    counts: Type.Object({
      active: Type.Integer(),
      calling: Type.Integer(),
      shelved: Type.Integer(),
      suppressed: Type.Integer(),
      outOfService: Type.Integer(),
    }),
    floods: Type.Array(
      Type.Object({
        position: Type.String(),
        startedAt: Moment,
        calls: Type.Integer(),
        peak: Type.Integer(),
      }),
    ),
  },
  { $id: 'OperationsAlarmList' },
);
export type AlarmList = Static<typeof AlarmList>;
