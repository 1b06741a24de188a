// What a wall shows of the centre, as it is answered: how many and how urgent, never which; the stage; what the public is warned of.
import { type Static, Type } from 'typebox';
import { Both } from '../alarms/alarm-view.ts';
import { StageView } from '../incidents/incident-view.ts';

export const WallView = Type.Object(
  {
    asOf: Type.String({ format: 'date-time' }),
    stage: StageView,
    /** Alarms that call, by priority 1 to 4. */
    calling: Type.Array(Type.Integer()),
    incidents: Type.Integer(),
    isFlood: Type.Boolean(),
    warnings: Type.Array(
      Type.Object({ id: Type.String(), headline: Both, severity: Type.String(), isExercise: Type.Boolean() }),
    ),
  },
  { $id: 'OperationsWall' },
);
export type WallView = Static<typeof WallView>;
