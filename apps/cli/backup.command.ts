// `city backup`: a verified copy of the city in one file, taken while it runs.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createLog } from '@city/kernel/log';
import { openCityDatabase } from '@city/server/main';
import { type BackupProgress, takeBackup } from './backup/backup.ts';
import { holdsCity } from './backup/tables.ts';
import type { Command } from './command.ts';
import { CommandError, inBytes, inSeconds, plain, say, withProgress, type Words } from './words.ts';

const STEPS: Record<BackupProgress['step'], Words> = {
  database: { vi: 'đang chép cơ sở dữ liệu', en: 'copying the database' },
  files: { vi: 'đang chép tệp', en: 'copying files' },
  verify: { vi: 'đang kiểm tra bản sao', en: 'verifying the copy' },
};

export const command: Command = {
  usage: 'backup [FOLDER] [--logical]',
  describe: {
    vi: 'Sao lưu thành phố vào một tệp đã kiểm tra; --logical chép từng bảng để chuyển máy chủ hay phiên bản PostgreSQL',
    en: 'Backs the city up into one verified file; --logical copies rows, to move to another server or PostgreSQL version',
  },
  run: async (argv) => {
    const from = performance.now();
    const database = await openCityDatabase(process.env, createLog({ level: 'warn' }));
    try {
      if (!(await holdsCity(database.connection))) {
        throw new CommandError(
          'Cơ sở dữ liệu này chưa có thành phố nào.',
          'This database holds no city yet: there is nothing to back up.',
        );
      }
      const asked = argv.find((word) => !word.startsWith('--'));
      const folder = asked ? resolve(asked) : join(database.dataDirectory, 'backups');
      const filesFolder = join(database.dataDirectory, 'city');
      let latest: BackupProgress = { step: 'database', detail: '', bytesIn: 0, bytesOut: 0 };
      const line = () => ({
        vi: `${STEPS[latest.step].vi}: ${inBytes(latest.bytesIn)} → ${inBytes(latest.bytesOut)} ${latest.detail}`,
        en: `${STEPS[latest.step].en}: ${inBytes(latest.bytesIn)} → ${inBytes(latest.bytesOut)} ${latest.detail}`,
      });
      const result = await withProgress(line, () =>
        takeBackup({
          folder,
          kind: database.embedded && !argv.includes('--logical') ? 'physical' : 'logical',
          connection: database.connection,
          embedded: database.embedded,
          filesFolder: existsSync(filesFolder) ? filesFolder : null,
          now: new Date(),
          progress: (progress) => (latest = progress),
        }),
      );
      const { manifest } = result;
      plain(result.file);
      const tables = Object.keys(manifest.tables).length;
      const size = `${inBytes(result.bytes)}, ${inSeconds(performance.now() - from)}`;
      say(
        `${tables} bảng, ${manifest.files} tệp, ${size}; đã kiểm tra.`,
        `${tables} tables, ${manifest.files} files, ${size}; verified.`,
      );
      return 0;
    } finally {
      await database.stop();
    }
  },
};
