// The beginning: complaint or denunciation, and what the signed-in person has filed before.
import { anonymous } from '@city/kernel/access';
import { page, type Route, view } from '@city/kernel/http';
import { accessOwnMatters, open } from '../cases/follow.access.ts';
import { findMatter } from '../cases/matter.store.ts';
import type { ComplaintsTables } from '../cases/tables.ts';
import type { ComplaintsCity } from '../complaints-city.ts';
import { styleLink } from '../style.routes.tsx';
import { ChoosePage } from './choose.page.tsx';
import { anyone, type Context, discreet, personOf } from './form-steps.tsx';

export function choosePage(city: ComplaintsCity): Route {
  return page<ComplaintsTables>(
    {
      url: '/complaints',
      permission: anyone,
      summary: { vi: 'Khiếu nại hay tố cáo', en: 'Complaint or denunciation' },
    },
    async (c) => {
      const personId = personOf(c as unknown as Context);
      const own = await city.m.db.transaction(anonymous, async (tx) => {
        const ids = personId === null ? [] : await accessOwnMatters(tx, city, personId);
        const rows = [];
        for (const id of ids) {
          await open(tx, id);
          const matter = await findMatter(tx, id, { lock: false });
          if (matter) rows.push({ code: matter.code, state: matter.state, filedAt: matter.filed_at });
        }
        return rows;
      });
      return view(c.t('Khiếu nại, tố cáo'), <ChoosePage t={c.t} lang={c.lang} own={own} />, {
        headers: own.length > 0 ? discreet : {},
        page: { head: styleLink },
        description: c.t('Khiếu nại quyết định hành chính hoặc tố cáo vi phạm. Hồ sơ kín, có hạn theo luật.'),
      });
    },
  );
}
