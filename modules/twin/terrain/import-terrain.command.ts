// `city import terrain FILE.asc`: heights of the ground from an ESRI ASCII grid in place of the drawn ones.
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { system } from '@city/kernel/access';
import type { Command, ModuleContext } from '@city/kernel/module';
import { limits } from '../limits.ts';
import type { Tables } from '../tables.ts';
import { importTerrain } from './import-terrain.action.ts';

export function importCommand(m: ModuleContext<Tables>): Command {
  return {
    name: 'import terrain',
    describe: {
      vi: 'Nhập mô hình số độ cao (lưới ESRI ASCII, độ WGS 84)',
      en: 'Import heights of the ground (ESRI ASCII grid in degrees of WGS 84)',
    },
    usage: 'city import terrain FILE.asc --source "WORDS" [--name "WORDS"] [--schematic]',
    run: async (argv, out) => {
      const { values, positionals } = parseArgs({
        args: [...argv],
        allowPositionals: true,
        options: {
          source: { type: 'string' },
          name: { type: 'string' },
          schematic: { type: 'boolean', default: false },
        },
      });
      const [path] = positionals;
      if (path === undefined || positionals.length > 1) throw new Error('Name one file of heights.');
      if (!values.source) throw new Error('--source needs words: who measured the heights, and when.');
      if (statSync(path).size > limits.importBytes) throw new Error(`${path} is too large.`);
      const given = {
        text: readFileSync(path, 'utf8'),
        name: values.name ?? basename(path),
        source: values.source,
        schematic: values.schematic,
      };
      const { id, cells } = await m.db.transaction(system('city import terrain'), (tx) =>
        importTerrain(tx, given),
      );
      out(`${id}: ${cells}`);
    },
  };
}
