// `city access-client NAME`: makes a token for a system that asks for decisions; `city access-client end NAME` ends it.
import { system } from '@city/kernel/access';
import type { Command, ModuleContext } from '@city/kernel/module';
import type { AccessTables } from '../tables.ts';
import { endClients, makeClient } from './client.store.ts';

const actor = system('access.client');

export function clientCommand(m: ModuleContext<AccessTables>): Command {
  return {
    name: 'access-client',
    describe: {
      vi: 'Cấp hoặc thu mã cho hệ thống được hỏi quyền (AuthZEN)',
      en: 'Make or end the token of a system that may ask for decisions (AuthZEN)',
    },
    usage: 'city access-client NAME | city access-client end NAME',
    run: async (argv, out) => {
      const [first, second] = argv;
      if (!first) throw new Error('Say the name of the system that gets the token');
      if (first === 'end') {
        if (!second) throw new Error('Say whose token ends');
        const count = await m.db.transaction(actor, (tx) => endClients(tx, second));
        return out(`${count} tokens of ${second} ended`);
      }
      const token = await m.db.transaction(actor, (tx) => makeClient(tx, first));
      out(`${first}: ${token}`);
      out('It is shown only now.');
    },
  };
}
