// Step 2 of the form: what happened, what is asked for, and documents.
import { Type } from 'typebox';
import { anonymous } from '@city/kernel/access';
import { AppError, type FieldError } from '@city/kernel/errors';
import { page, redirect, type Route } from '@city/kernel/http';
import { keepDraftDocuments } from '../cases/document.store.ts';
import { documentsOf } from '../cases/documents.ts';
import { attachEvidence, prepareEvidence } from '../cases/evidence.ts';
import type { ComplaintsTables } from '../cases/tables.ts';
import type { ComplaintsCity } from '../complaints-city.ts';
import { limits } from '../limits.ts';
import { type Draft, hashOf, keepDraft, readDraft } from './draft.ts';
import {
  anyone,
  type Context,
  filled,
  framed,
  perMinute,
  problemsOf,
  stepPage,
  Text,
  Token,
} from './form-steps.tsx';
import { WhatPage } from './what.page.tsx';

const WhatForm = Type.Object({ d: Token, words: Text, request: Text });

export function whatPages(city: ComplaintsCity): readonly Route[] {
  return [
    stepPage(city, '/complaints/what', { vi: 'Nội dung', en: 'What happened' }, whatView),
    whatPost(city),
  ];
}

function whatView(
  _city: ComplaintsCity,
  c: Context,
  draft: Draft,
  token: string | null,
  problems: readonly FieldError[],
) {
  return framed(
    c,
    <WhatPage t={c.t} lang={c.lang} draft={draft} token={token ?? ''} problems={problems} />,
    `/complaints/about?d=${token}`,
    problems,
  );
}

function whatPost(city: ComplaintsCity): Route {
  return page<ComplaintsTables, typeof WhatForm>(
    {
      method: 'POST',
      url: '/complaints/what',
      permission: anyone,
      summary: { vi: 'Nội dung và tài liệu', en: 'What happened, and documents' },
      body: WhatForm,
      accepts: ['multipart', 'form'],
      bodyLimit: limits.bodyBytes,
      limit: perMinute,
    },
    async (c) => {
      const token = c.body.d;
      let pictures: Awaited<ReturnType<typeof prepareEvidence>> = [];
      let documents: readonly Buffer[] | null = null;
      let refused: readonly FieldError[] = [];
      try {
        documents = documentsOf(c.uploads.filter(({ field }) => field === 'documents'));
        pictures = await prepareEvidence(
          city.m.files,
          c.uploads.filter(({ field }) => field !== 'documents'),
        );
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error;
        const pointer = documents === null ? '/documents' : '/evidence';
        refused = [{ pointer, code: error.code, message: error.title }];
      }
      const kept = refused.length > 0 ? [] : (documents ?? []);
      const draft = await city.m.db.transaction(anonymous, async (tx) => {
        const before = await readDraft(tx, city, token, { lock: true });
        if (before.filed) return before;
        const { request: _request, words: _words, ...rest } = before.fields;
        // Pictures sent again take the place of those sent before.
        if (pictures.length > 0)
          for (const { file_id } of before.evidence) await city.m.files.remove(tx, file_id);
        const evidence =
          pictures.length > 0 ? await attachEvidence(tx, city.m.files, pictures) : before.evidence;
        if (kept.length > 0) await keepDraftDocuments(tx, city.seals, hashOf(token), kept);
        const count = kept.length > 0 ? kept.length : before.documents;
        const next = { ...before, evidence, documents: count, fields: { ...rest, ...filled(c.body) } };
        await keepDraft(tx, city, token, next);
        return next;
      });
      const problems = [...problemsOf(city, draft, c.now, ['matter'], ['words', 'request']), ...refused];
      return problems.length > 0
        ? whatView(city, c as unknown as Context, draft, token, problems)
        : redirect(`/complaints/send?d=${token}`);
    },
  );
}
