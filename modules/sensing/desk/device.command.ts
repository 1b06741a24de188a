// `city sensor-key CODE`: makes a key for a device from the command line, for whoever sets up a gateway.
import { system } from '@city/kernel/access';
import type { Command, ModuleContext } from '@city/kernel/module';
import { renewKey } from './device.action.ts';

export function keyCommand(m: ModuleContext): Command {
  return {
    name: 'sensor-key',
    describe: {
      vi: 'Cấp khoá mới cho một thiết bị; khoá cũ hết hiệu lực',
      en: 'Make a new key for a device; older ones end',
    },
    usage: 'city sensor-key CODE',
    run: async ([code], out) => {
      if (!code) throw new Error('Say the code of the device');
      const { key } = await m.db.transaction(system('sensing.command'), (tx) => renewKey(tx, code));
      out(`${code}: ${key}`);
      out('It is shown only now.');
    },
  };
}
