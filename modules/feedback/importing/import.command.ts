// `city import reports FILE [MAPPING]`: brings another city's reports in and says how our verdicts compare with the file's.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@city/kernel/config/root';
import type { Command, ModuleContext } from '@city/kernel/module';
import type { FeedbackTables } from '../cases/tables.ts';
import type { CityRules } from '../services/city-files.ts';
import { importReports, type ImportResult } from './import-reports.ts';
import { readMapping } from './mapping.ts';

const mappingFolder = () => join(projectRoot(), 'modules', 'feedback', 'importing', 'mappings');

export function importCommand(m: ModuleContext<FeedbackTables>, rules: CityRules): Command {
  return {
    name: 'import reports',
    describe: {
      vi: 'Nhập phản ánh từ tệp của hệ thống khác',
      en: "Import reports from another system's file",
    },
    usage:
      'city import reports FILE.csv|FILE.zip [MAPPING.json | name of a mapping, default boston-311-2011]',
    run: async (argv, out) => {
      const [file, name = 'boston-311-2011'] = argv;
      if (!file || !existsSync(file)) throw new Error(`No such file: ${file ?? '(none given)'}`);
      const mapping = readMapping(existsSync(name) ? name : join(mappingFolder(), `${name}.json`));
      out(`${mapping.title} (${mapping.licence})`);
      out(`Time: ${mapping.time.why}`);
      out(`Place: ${mapping.place.why}`);
      tell(await importReports(m, rules, { file, mapping, progress: out }), out);
    },
  };
}

function tell(result: ImportResult, out: (line: string) => void): void {
  const share = (part: number, whole: number) =>
    whole === 0 ? '–' : `${((100 * part) / whole).toFixed(2)}%`;
  out(
    `${result.rows} rows = ${result.accepted} accepted + ${result.rejected} rejected, ${(result.milliseconds / 1000).toFixed(1)} s`,
  );
  for (const { line, reference, field, reason } of result.rejects)
    out(`  line ${line} (${reference ?? 'no reference'}): ${field}: ${reason}`);
  out('On time, closed rows: department | closed | ours | file | same verdict | file says nothing');
  const total = { closed: 0, on_time: 0, said_on_time: 0, same: 0, unsaid: 0 };
  for (const row of result.agreement) {
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += row[key];
    out(
      `  ${row.department ?? '–'} | ${row.closed} | ${share(row.on_time, row.closed)} | ${share(row.said_on_time, row.closed)} | ${share(row.same, row.closed)} | ${row.unsaid}`,
    );
  }
  out(
    `  all | ${total.closed} | ${share(total.on_time, total.closed)} | ${share(total.said_on_time, total.closed)} | ${share(total.same, total.closed)} | ${total.unsaid}`,
  );
}
