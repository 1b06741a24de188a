// `city list boundaries` and `city use boundaries SET`: what was imported, and the way back.
import { system } from '@city/kernel/access';
import type { StoredSet } from '@city/kernel/geo';
import type { Command, ModuleContext } from '@city/kernel/module';
import { formatDateTime } from '@city/kernel/time';
import { importPermission } from './import-boundaries.command.ts';
import { terminalLanguage } from './terminal-language.ts';

export function listCommand(m: ModuleContext): Command {
  return {
    name: 'list boundaries',
    describe: { vi: 'Các bộ ranh giới đã nhập', en: 'Sets of boundaries that were imported' },
    usage: 'city list boundaries',
    run: async (_argv, out) => {
      for (const set of await m.geo.storedSets()) out(line(m, set));
    },
  };
}

function line(m: ModuleContext, set: StoredSet): string {
  const lang = terminalLanguage();
  const t = m.translate(lang);
  const kind = set.schematic ? t('hình sơ đồ') : t('ranh giới chính thức');
  const at = formatDateTime(set.importedAt, lang, 'table');
  const parts = [set.id, set.validFrom, kind, set.document ?? '–', set.source, at];
  return `${set.active ? '*' : ' '} ${parts.join(' · ')}`;
}

export function useCommand(m: ModuleContext): Command {
  return {
    name: 'use boundaries',
    describe: {
      vi: 'Dùng lại một bộ ranh giới đã nhập trước đó',
      en: 'Go back to boundaries that were imported before',
    },
    usage: 'city use boundaries SET',
    run: async ([id], out) => {
      const t = m.translate(terminalLanguage());
      const actor = system('city use boundaries');
      m.access.require(actor, importPermission);
      const set = await m.geo.activate(actor, id ?? '');
      if (set === null) throw new Error(t('Không có bộ ranh giới này: xem city list boundaries.'));
      out(t('Đang dùng từ ngày {day}: bộ {id}.', { day: set.validFrom, id: set.id }));
    },
  };
}
