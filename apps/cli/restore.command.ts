// `city restore FILE`: puts a backup back; refuses to replace a city that is there unless told so.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defaultDataRoot } from '@city/kernel/embedded';
import { createLog } from '@city/kernel/log';
import { modules, openCityDatabase } from '@city/server/main';
import { verifyArchive } from './backup/manifest.ts';
import {
  type RestoreProgress,
  type RestoreResult,
  restoreLogical,
  restorePhysical,
} from './backup/restore.ts';
import { holdsCity } from './backup/tables.ts';
import type { Command } from './command.ts';
import { CommandError, inSeconds, plain, say, withProgress, type Words } from './words.ts';

const STEPS: Record<RestoreProgress['step'], Words> = {
  unpack: { vi: 'đang giải nén và kiểm tra', en: 'unpacking and verifying' },
  start: { vi: 'đang khởi động cơ sở dữ liệu', en: 'starting the database' },
  rows: { vi: 'đang nạp bảng', en: 'filling the table' },
  check: { vi: 'đang đọc lại bảng', en: 'reading back the table' },
};

function refuse(what: Words): never {
  throw new CommandError(
    `${what.vi} Thêm --yes nếu muốn thay bằng bản sao lưu.`,
    `${what.en} Add --yes to replace it by the backup.`,
  );
}

async function restore(
  file: string,
  isSure: boolean,
  progress: (progress: RestoreProgress) => void,
): Promise<RestoreResult> {
  const { kind } = await verifyArchive(file);
  const log = createLog({ level: 'warn' });
  const dataRoot = process.env.CITY_DATA || defaultDataRoot();
  const options = {
    file,
    dataRoot,
    modules: modules.map((module) => module.name),
    log,
    now: new Date(),
    progress,
  };
  if (kind === 'physical') {
    if (process.env.DATABASE_URL) {
      throw new CommandError(
        'Bản sao lưu này chép tệp của PostgreSQL kèm theo, không nạp được vào DATABASE_URL: hãy tạo bản --logical.',
        'This backup copies the files of the embedded PostgreSQL and does not fit DATABASE_URL: make one with --logical.',
      );
    }
    if (existsSync(join(dataRoot, 'postgres')) && !isSure) {
      refuse({ vi: `Đã có một thành phố ở ${dataRoot}.`, en: `There is a city in ${dataRoot} already.` });
    }
    return restorePhysical(options);
  }
  const database = await openCityDatabase(process.env, log);
  try {
    if (!isSure && (await holdsCity(database.connection))) {
      refuse({ vi: 'Cơ sở dữ liệu này đã có một thành phố.', en: 'This database holds a city already.' });
    }
    return await restoreLogical(options, database.connection);
  } finally {
    await database.stop();
  }
}

export const command: Command = {
  usage: 'restore FILE [--yes]',
  describe: { vi: 'Khôi phục thành phố từ bản sao lưu', en: 'Puts a backup back, after verifying all of it' },
  run: async (argv) => {
    const from = performance.now();
    const asked = argv.find((word) => !word.startsWith('--'));
    if (!asked)
      throw new CommandError('Hãy nêu tệp sao lưu: city restore TỆP', 'Name the backup: city restore FILE');
    const file = resolve(asked);
    if (!existsSync(file)) throw new CommandError(`Không có tệp ${file}`, `There is no file ${file}`);
    let latest: RestoreProgress = { step: 'unpack', detail: '' };
    const line = () => ({
      vi: `${STEPS[latest.step].vi} ${latest.detail}`,
      en: `${STEPS[latest.step].en} ${latest.detail}`,
    });
    const result = await withProgress(line, () =>
      restore(file, argv.includes('--yes'), (progress) => (latest = progress)),
    );
    const rows = Object.values(result.rows).reduce((sum, count) => sum + count, 0);
    const tables = Object.keys(result.rows).length;
    const time = inSeconds(performance.now() - from);
    say(
      `Đã khôi phục bản ngày ${result.manifest.takenAt}: ${tables} bảng, ${rows} dòng, ${result.manifest.files} tệp, ${time}.`,
      `Restored the city of ${result.manifest.takenAt}: ${tables} tables, ${rows} rows, ${result.manifest.files} files, ${time}.`,
    );
    if (result.before) {
      say(
        'Những gì có trước đó nằm ở (xoá khi không cần nữa):',
        'What was there before lies in (delete it when it is no longer needed):',
      );
      plain(result.before);
    }
    return 0;
  },
};
