// Step 3 of the form: who sends it; and sending, once.
import { Type } from 'typebox';
import { anonymous } from '@city/kernel/access';
import { AppError, type FieldError } from '@city/kernel/errors';
import { page, redirect, type Route } from '@city/kernel/http';
import { moveDraftDocuments } from '../cases/document.store.ts';
import { fileMatter } from '../cases/file.action.ts';
import { examine } from '../cases/filing.ts';
import { bodyRef } from '../cases/matter-view.ts';
import type { ComplaintsTables } from '../cases/tables.ts';
import type { ComplaintsCity } from '../complaints-city.ts';
import { limits } from '../limits.ts';
import { type Draft, emptyDraft, hashOf, keepDraft, readDraft } from './draft.ts';
import {
  anyone,
  type Context,
  filled,
  framed,
  inputOf,
  personOf,
  stepPage,
  Text,
  Token,
  type View,
} from './form-steps.tsx';
import { SendPage } from './send.page.tsx';

const SendForm = Type.Object({
  d: Token,
  name: Text,
  address: Text,
  phone: Text,
  email: Text,
  paper: Text,
  anonymous: Text,
});

export function sendPages(city: ComplaintsCity): readonly Route[] {
  return [
    stepPage(city, '/complaints/send', { vi: 'Người gửi', en: 'Who sends it' }, sendView),
    sendPost(city),
  ];
}

function sendView(
  city: ComplaintsCity,
  c: Context,
  draft: Draft,
  token: string | null,
  problems: readonly FieldError[],
): View {
  const about = bodyRef(city, draft.fields['aboutBody'] ?? '');
  const actorName = personOf(c) === null ? null : c.actor.name;
  return framed(
    c,
    <SendPage
      t={c.t}
      lang={c.lang}
      draft={draft}
      token={token ?? ''}
      about={about.name}
      actorName={actorName}
      problems={problems}
    />,
    `/complaints/what?d=${token}`,
    problems,
  );
}

/** Sends once, however often the button is pressed: the draft remembers what came of it. */
function sendPost(city: ComplaintsCity): Route {
  return page<ComplaintsTables, typeof SendForm>(
    {
      method: 'POST',
      url: '/complaints/send',
      permission: anyone,
      summary: { vi: 'Gửi đơn', en: 'Send' },
      body: SendForm,
      limit: { max: limits.filedPerMinute, perSeconds: 60 },
    },
    async (c) => {
      const token = c.body.d;
      const people = filled(c.body);
      let draft: Draft = emptyDraft('khieu_nai');
      try {
        // The transaction acts for nobody: neither the trail nor the rows say who denounced.
        await city.m.db.transaction(anonymous, async (tx) => {
          const kept = await readDraft(tx, city, token, { lock: true });
          draft = { ...kept, fields: { ...kept.fields, ...people } };
          if (kept.filed) return;
          const examined = examine(city, inputOf(draft), tx.now, ['matter', 'person']);
          const matter = await fileMatter(tx, city, examined, {
            lang: c.lang,
            personId: personOf(c as unknown as Context),
            evidence: kept.evidence,
          });
          await moveDraftDocuments(tx, hashOf(token), matter.matter_id);
          // What was written stands in the matter now; the draft keeps only where it went.
          const filed = { matterId: matter.matter_id, code: matter.code };
          await keepDraft(tx, city, token, { ...emptyDraft(kept.kind), filed });
        });
      } catch (error) {
        if (!(error instanceof AppError) || error.errors.length === 0) throw error;
        return sendView(city, c as unknown as Context, draft, token, error.errors);
      }
      return redirect(`/complaints/receipt?d=${token}`);
    },
  );
}
