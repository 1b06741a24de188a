// Looks every minute which figures are due for the board.
import { system } from '@city/kernel/access';
import type { Sweep } from '@city/kernel/jobs';
import type { ModuleContext } from '@city/kernel/module';
import { operationsCity } from '../module-city.ts';
import type { OperationsTables } from '../tables.ts';
import { recordBoard } from './board.action.ts';

const actor = system('operations.board');

export function boardSweep(m: ModuleContext<OperationsTables>): Sweep {
  return {
    name: 'operations.board',
    everyMilliseconds: 60_000,
    run: async () => {
      await m.db.transaction(actor, (tx) => recordBoard(tx, operationsCity(m)));
      return null;
    },
  };
}
