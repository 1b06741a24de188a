// The model warnings and the units to choose from, as they are answered.
import { Type } from 'typebox';
import { Both } from '../alarms/alarm-view.ts';

export const WarningModels = Type.Object(
  {
    events: Type.Array(
      Type.Object({ id: Type.String(), name: Both, headline: Both, description: Both, instruction: Both }),
    ),
    units: Type.Array(Type.Object({ code: Type.String(), name: Both })),
  },
  { $id: 'OperationsWarningModels' },
);
