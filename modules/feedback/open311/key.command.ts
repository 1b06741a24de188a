// `city open311-key NAME [BODY]`: makes a key for another system and shows it once; `city open311-key revoke NAME` ends it.
import { system } from '@city/kernel/access';
import type { Command, ModuleContext } from '@city/kernel/module';
import { localDate } from '@city/kernel/time';
import type { FeedbackTables } from '../cases/tables.ts';
import { feedbackCity } from '../module-city.ts';
import { makeKey, revokeKeys } from './key.store.ts';

const actor = system('feedback.open311-key');

export function open311KeyCommand(m: ModuleContext<FeedbackTables>): Command {
  return {
    name: 'open311-key',
    describe: {
      vi: 'Cấp hoặc thu khóa Open311 cho hệ thống khác',
      en: 'Make or revoke an Open311 key of another system',
    },
    usage: 'city open311-key NAME [BODY whose updates it may send] | city open311-key revoke NAME',
    run: async (argv, out) => {
      const [first, second] = argv;
      if (!first) throw new Error('Say the name of the system that gets the key');
      if (first === 'revoke') {
        if (!second) throw new Error('Say whose key ends');
        const count = await m.db.transaction(actor, (tx) => revokeKeys(tx, second));
        return out(`${count} keys of ${second} revoked`);
      }
      const body = second ?? null;
      if (body !== null && !feedbackCity(m).bodies.on(body, localDate(m.now())))
        throw new Error(`There is no body ${body}`);
      const key = await m.db.transaction(actor, (tx) => makeKey(tx, { name: first, body }));
      out(`${first}: ${key}`);
      out('It is shown only now.');
    },
  };
}
