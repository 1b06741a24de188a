// The board as it is answered: each figure with its owner, source, moment, whether it is late, and where it leads.
import { type TSchema, Type } from 'typebox';
import { Both } from '../alarms/alarm-view.ts';

const OrNull = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Moment = Type.String({ format: 'date-time' });

export const BoardFigure = Type.Object(
  {
    id: Type.String(),
    name: Both,
    unit: Both,
    source: Both,
    owner: Both,
    value: OrNull(Type.Number()),
    asOf: OrNull(Moment),
    /** Older than twice its period: shown grey. */
    isLate: Type.Boolean(),
    /** The records behind it. */
    href: Type.String(),
    recent: Type.Array(Type.Object({ asOf: Moment, value: OrNull(Type.Number()) })),
  },
  { $id: 'OperationsBoardFigure' },
);

export const BoardChain = Type.Object(
  {
    figure: Type.String(),
    /** Number of the first value that does not fit; null when the chain is whole. */
    brokenAt: OrNull(Type.Integer()),
    values: Type.Array(
      Type.Object({
        seq: Type.Integer(),
        value: OrNull(Type.Number()),
        asOf: Moment,
        previous: Type.String(),
        hash: Type.String(),
      }),
    ),
  },
  { $id: 'OperationsBoardChain' },
);
