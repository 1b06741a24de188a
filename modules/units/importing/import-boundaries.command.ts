// `city import boundaries FILE`: checks official boundaries and puts them in place of the outline, or of older ones.
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { system } from '@city/kernel/access';
import { type BoundaryReport, isDay } from '@city/kernel/geo';
import type { Command, ModuleContext } from '@city/kernel/module';
import { limits } from '../limits.ts';
import { reportLines } from './report-words.ts';
import { terminalLanguage } from './terminal-language.ts';

export const importPermission = 'units.boundaries.import';

export function importCommand(m: ModuleContext): Command {
  return {
    name: 'import boundaries',
    describe: {
      vi: 'Nhập ranh giới chính thức (GeoJSON) thay cho hình sơ đồ',
      en: 'Import official boundaries (GeoJSON) in place of the outline',
    },
    usage:
      'city import boundaries FILE.geojson --valid-from YYYY-MM-DD --document "NUMBER" [--source "WORDS"] [--code-property NAME] [--dry-run]',
    run: async (argv, out) => {
      const t = m.translate(terminalLanguage());
      const request = readRequest(argv);
      if (request.dryRun) {
        for (const line of reportLines(t, m.geo.checkBoundaries(request))) out(line);
        out(t('Chỉ kiểm tra: chưa nhập gì.'));
        return;
      }
      const actor = system('city import boundaries');
      m.access.require(actor, importPermission);
      const { report, setId } = await m.geo.importBoundaries(actor, request);
      for (const line of reportLines(t, report)) out(line);
      if (setId === null)
        throw new Error(refusal(report, t('Không nhập: hãy sửa các mục bị từ chối rồi chạy lại.')));
      out(t('Đã nhập và đang dùng từ ngày {day}: bộ {id}.', { day: request.validFrom, id: setId }));
    },
  };
}

function refusal(report: BoundaryReport, words: string): string {
  return `${words} (${report.refusals.length})`;
}

/** @throws Error in words when an argument or the file cannot be used. */
export function readRequest(argv: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      'valid-from': { type: 'string' },
      document: { type: 'string' },
      source: { type: 'string' },
      'code-property': { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [path] = positionals;
  const validFrom = values['valid-from'];
  if (path === undefined || positionals.length > 1) throw new Error('Name one file of boundaries.');
  if (validFrom === undefined || !isDay(validFrom)) throw new Error('--valid-from needs a day: YYYY-MM-DD.');
  if (!values['dry-run'] && !values.document)
    throw new Error('--document needs the number of the document that the boundaries follow.');
  return {
    file: readGeoJson(path),
    validFrom,
    document: values.document ?? null,
    source: values.source ?? basename(path),
    dryRun: values['dry-run'],
    ...(values['code-property'] === undefined ? {} : { codeProperty: values['code-property'] }),
  };
}

function readGeoJson(path: string): unknown {
  const { size } = statSync(path);
  if (size > limits.largestFileBytes) throw new Error(`${path}: ${size} bytes are too many.`);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
