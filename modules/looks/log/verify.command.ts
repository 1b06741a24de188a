// `city verify-trail`: walks the whole trail against its log and the log against its witness, and names the first bad entry.
import { open } from 'node:fs/promises';
import type { Command } from '@city/kernel/module';
import type { Finding, FindingKind } from '@city/kernel/trail/log';
import type { LooksCity } from '../looks-city.ts';

const words: Record<FindingKind, readonly [vi: string, en: string]> = {
  edited: ['dòng đã bị sửa', 'the entry was edited'],
  deleted: ['dòng đã bị xóa', 'the entry was deleted'],
  inserted: ['dòng bị chèn thêm, chưa từng vào sổ', 'the entry was put in afterwards and never logged'],
  moved: ['dòng bị đổi chỗ hoặc thay lá', 'the entry was moved, or its leaf replaced'],
  leaf_missing: ['sổ thiếu lá', 'a leaf of the log is missing'],
  tile_changed: ['mảnh băm bị sửa', 'a tile of hashes was changed'],
  signature_wrong: ['chữ ký của sổ không đúng', 'the signature of the log does not hold'],
  root_differs: ['gốc đã ký không khớp các lá', 'the signed root does not follow from the leaves'],
  rolled_back: [
    'cơ sở dữ liệu bị lùi: bên chứng đã thấy nhiều dòng hơn',
    'the database was rolled back: the witness has seen more',
  ],
  forked: ['sổ khác với sổ bên chứng đã thấy', 'the log is another one than the witness has seen'],
  witness_away: ['không hỏi được bên chứng', 'the witness could not be asked'],
};

function described({ kind, leafIndex, before, entryId, at }: Finding): string {
  const place =
    leafIndex === null
      ? ''
      : before === undefined
        ? ` · dòng / entry ${leafIndex}`
        : ` · dòng / entries ${leafIndex}…${before - 1}`;
  const which = [entryId, at].filter((one) => one !== null).join(' · ');
  return `✗ ${words[kind][0]} (${words[kind][1]})${place}${which ? ` · ${which}` : ''}`;
}

/** `city dump-trail FILE`: the rows with their salts, for a check by somebody else's program. Personal data: for auditors. */
export function dumpCommand({ log }: LooksCity): Command {
  return {
    name: 'dump-trail',
    describe: {
      vi: 'Ghi mọi dòng nhật ký kèm muối ra tệp, cho người kiểm tra độc lập',
      en: 'Write every row of the trail with its salt to a file, for an independent auditor',
    },
    usage: 'dump-trail FILE',
    run: async ([file], out) => {
      if (!file) throw new Error('Ghi vào tệp nào? / Into which file? city dump-trail FILE');
      const handle = await open(file, 'wx', 0o600);
      try {
        const lines: string[] = [];
        await log.dump((line) => void lines.push(line));
        await handle.write(lines.map((line) => `${line}\n`).join(''));
        out(`${lines.length} dòng / rows → ${file}`);
      } finally {
        await handle.close();
      }
    },
  };
}

export function verifyCommand({ log }: LooksCity): Command {
  return {
    name: 'verify-trail',
    describe: {
      vi: 'Kiểm tra nhật ký xem dữ liệu với sổ công khai và bên chứng; nêu dòng sai đầu tiên',
      en: 'Check the trail against its public log and the witness; name the first bad entry',
    },
    usage: 'verify-trail',
    run: async (_argv, out) => {
      const { size, erased, witnessed, findings } = await log.verify();
      for (const finding of findings) out(described(finding));
      const seen =
        witnessed === null ? 'không có bên chứng / no witness' : `bên chứng đã thấy / witnessed ${witnessed}`;
      out(`${size} dòng / entries, ${erased} đã xóa theo yêu cầu / erased on request, ${seen}`);
      if (findings.length > 0) throw new Error(described(findings[0] as Finding));
      out('✓ Nhật ký nguyên vẹn / the trail is whole');
    },
  };
}
