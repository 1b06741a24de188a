// The receipt: the code on paper and the own link, as long as the form's token is kept.
import { anonymous } from '@city/kernel/access';
import { page, redirect, type Route, view } from '@city/kernel/http';
import { open } from '../cases/follow.access.ts';
import { bodyRef } from '../cases/matter-view.ts';
import { findMatter } from '../cases/matter.store.ts';
import type { ComplaintsTables } from '../cases/tables.ts';
import type { ComplaintsCity } from '../complaints-city.ts';
import { styleLink } from '../style.routes.tsx';
import { readDraft } from './draft.ts';
import { anyone, Asked, discreet } from './form-steps.tsx';
import { ReceiptPage } from './receipt.page.tsx';

export function receiptPage(city: ComplaintsCity): Route {
  return page<ComplaintsTables, never, typeof Asked>(
    {
      url: '/complaints/receipt',
      permission: anyone,
      summary: { vi: 'Biên nhận', en: 'Receipt' },
      query: Asked,
    },
    async (c) => {
      const token = c.query.d ?? '';
      const matter = await city.m.db.transaction(anonymous, async (tx) => {
        const { filed } = await readDraft(tx, city, token, { lock: false });
        if (!filed) return undefined;
        await open(tx, filed.matterId);
        return findMatter(tx, filed.matterId, { lock: false });
      });
      if (!matter) return redirect(`/complaints/about?d=${token}`);
      const ownUrl = `${city.m.publicUrl}/complaints/follow/${matter.code}?key=${city.seals.keyOf(matter.matter_id)}`;
      return view(
        c.t('Biên nhận'),
        <ReceiptPage
          t={c.t}
          lang={c.lang}
          matter={matter}
          body={bodyRef(city, matter.body_code).name}
          ownUrl={ownUrl}
        />,
        { headers: discreet, page: { head: styleLink, noIndex: true } },
      );
    },
  );
}
