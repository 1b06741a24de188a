// The people's way: which of the two, three steps of a form, the receipt. Plain HTML, each step one post and one redirect.
import { type Static, Type } from 'typebox';
import { anonymous } from '@city/kernel/access';
import { AppError, type FieldError } from '@city/kernel/errors';
import { page, redirect, type RequestContext, type Route, view } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import { attachEvidence, prepareEvidence } from '../cases/evidence.ts';
import { examine, type Part } from '../cases/filing.ts';
import { fileMatter } from '../cases/file.action.ts';
import { accessOwnMatters, open } from '../cases/follow.access.ts';
import { findMatter } from '../cases/matter.store.ts';
import { bodyRef } from '../cases/matter-view.ts';
import type { ComplaintsTables } from '../cases/tables.ts';
import type { ComplaintsCity } from '../complaints-city.ts';
import type { NewMatter } from '../contract.ts';
import { limits } from '../limits.ts';
import { kinds } from '../rules/rules-data.ts';
import { termRow } from '../rules/rules.ts';
import { styleLink } from '../style.routes.tsx';
import { AboutPage } from './about.page.tsx';
import { ChoosePage } from './choose.page.tsx';
import { type Draft, emptyDraft, keepDraft, newToken, readDraft } from './draft.ts';
import { ReceiptPage } from './receipt.page.tsx';
import { SendPage } from './send.page.tsx';
import { WhatPage } from './what.page.tsx';

export const anyone = 'public: anyone may complain or denounce, with or without an account';
/** Nothing of these pages stays in a cache; the token in the address stays on this site. */
export const discreet = { 'cache-control': 'no-store', 'referrer-policy': 'same-origin' };
const Token = Type.String({ minLength: 10, maxLength: 40 });
const Asked = Type.Object({
  d: Type.Optional(Token),
  kind: Type.Optional(Type.Enum(kinds)),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});
const Text = Type.Optional(Type.String({ maxLength: 20_000 }));
const AboutForm = Type.Object({
  d: Type.Optional(Token),
  kind: Type.Enum(kinds),
  round: Text,
  aboutBody: Text,
  headsIt: Text,
  subject: Text,
  learnedOn: Text,
  lateReason: Text,
  firstDecision: Text,
});
const WhatForm = Type.Object({ d: Token, words: Text, request: Text });
const SendForm = Type.Object({
  d: Token,
  name: Text,
  address: Text,
  phone: Text,
  email: Text,
  paper: Text,
  anonymous: Text,
});
const perMinute = { max: limits.draftsPerMinute, perSeconds: 60 };
type Context = RequestContext<unknown, Static<typeof Asked>, unknown, ComplaintsTables>;
type Fields = Record<string, string>;

export function intakePages(city: ComplaintsCity): readonly Route[] {
  return [
    choosePage(city),
    stepPage(city, '/complaints/about', { vi: 'Về việc gì', en: 'About what' }, aboutView),
    aboutPost(city),
    stepPage(city, '/complaints/what', { vi: 'Nội dung', en: 'What happened' }, whatView),
    whatPost(city),
    stepPage(city, '/complaints/send', { vi: 'Người gửi', en: 'Who sends it' }, sendView),
    sendPost(city),
    receiptPage(city),
  ];
}

function choosePage(city: ComplaintsCity): Route {
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

export const personOf = ({ actor }: Pick<Context, 'actor'>): string | null =>
  actor.kind === 'citizen' || actor.kind === 'officer' ? actor.id : null;

type Show = (
  city: ComplaintsCity,
  c: Context,
  draft: Draft,
  token: string | null,
  problems: readonly FieldError[],
) => View;
type View = ReturnType<typeof view>;

function stepPage(city: ComplaintsCity, url: string, summary: { vi: string; en: string }, show: Show): Route {
  return page<ComplaintsTables, never, typeof Asked>(
    { url, permission: anyone, summary, query: Asked },
    async (c) => {
      const token = c.query.d ?? null;
      if (token === null && (c.query.kind === undefined || url !== '/complaints/about'))
        return redirect('/complaints');
      const draft = token === null ? emptyDraft(c.query.kind ?? 'khieu_nai') : await draftOf(city, token);
      if (draft.filed) return redirect(`/complaints/receipt?d=${token}`);
      return show(city, c as unknown as Context, draft, token, []);
    },
  );
}

const draftOf = (city: ComplaintsCity, token: string): Promise<Draft> =>
  city.m.db.transaction(anonymous, (tx) => readDraft(tx, city, token, { lock: false }));

/** How a step's page is framed. */
function framed(c: Context, content: unknown, backHref: string, problems: readonly FieldError[]): View {
  return view(c.t('Khiếu nại, tố cáo'), content, {
    ...(problems.length > 0 ? { status: 422 } : {}),
    headers: discreet,
    page: {
      head: styleLink,
      step: { title: c.t('Đơn kín'), backHref },
      hasProblems: problems.length > 0,
      noIndex: true,
    },
  });
}

/** The problems of a step's own fields; those of later steps come later. */
function problemsOf(
  city: ComplaintsCity,
  draft: Draft,
  now: Date,
  parts: readonly Part[],
  shown: readonly string[],
) {
  try {
    examine(city, inputOf(draft), now, parts);
    return [];
  } catch (error) {
    if (!(error instanceof AppError) || error.errors.length === 0) throw error;
    return error.errors.filter(({ pointer }) => shown.includes(pointer.slice(1)));
  }
}

function inputOf({ kind, fields }: Draft): NewMatter {
  const { round, headsIt, anonymous: nameless, aboutBody = '', subject = '', words = '', ...rest } = fields;
  return {
    ...rest,
    kind,
    aboutBody,
    subject,
    words,
    round: round === '2' ? 2 : 1,
    headsIt: headsIt === 'yes',
    anonymous: nameless === 'yes',
  };
}

const aboutFields = ['aboutBody', 'subject', 'learnedOn', 'lateReason', 'firstDecision'];

function aboutView(
  city: ComplaintsCity,
  c: Context,
  draft: Draft,
  token: string | null,
  problems: readonly FieldError[],
) {
  const bodies = city.receivers.all(localDate(c.now));
  return framed(
    c,
    <AboutPage
      t={c.t}
      lang={c.lang}
      draft={draft}
      token={token}
      bodies={bodies}
      days={daysToComplain(city, c.now)}
      problems={problems}
    />,
    '/complaints',
    problems,
  );
}

function daysToComplain({ rules }: ComplaintsCity, now: Date) {
  const days = (round: 1 | 2, remote: boolean) =>
    termRow(rules, 'file', { kind: 'khieu_nai', round, remote }, localDate(now))?.amount;
  const [first, second, secondRemote] = [days(1, false), days(2, false), days(2, true)];
  return first === undefined || second === undefined || secondRemote === undefined
    ? null
    : { first, second, secondRemote };
}

/** The fields of a form that were filled, without its token. */
function filled(body: object): Fields {
  const entries = Object.entries(body).filter(([name, value]) => name !== 'd' && typeof value === 'string');
  return Object.fromEntries(entries) as Fields;
}

function aboutPost(city: ComplaintsCity): Route {
  return page<ComplaintsTables, typeof AboutForm>(
    {
      method: 'POST',
      url: '/complaints/about',
      permission: anyone,
      summary: { vi: 'Về việc gì', en: 'About what' },
      body: AboutForm,
      limit: perMinute,
    },
    async (c) => {
      const { kind, ...given } = filled(c.body) as Fields & { kind: Draft['kind'] };
      const token = c.body.d ?? newToken();
      const draft = await city.m.db.transaction(anonymous, async (tx) => {
        const before = c.body.d ? await readDraft(tx, city, token, { lock: true }) : emptyDraft(kind);
        const kept = Object.fromEntries(
          Object.entries(before.fields).filter(
            ([name]) => ![...aboutFields, 'round', 'headsIt'].includes(name),
          ),
        );
        const next = before.filed ? before : { ...before, kind, fields: { ...kept, ...given } };
        await keepDraft(tx, city, token, next);
        return next;
      });
      const problems = problemsOf(city, draft, c.now, ['matter'], aboutFields);
      return problems.length > 0
        ? aboutView(city, c as unknown as Context, draft, token, problems)
        : redirect(`/complaints/what?d=${token}`);
    },
  );
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
      let refused: readonly FieldError[] = [];
      try {
        pictures = await prepareEvidence(city.m.files, c.uploads);
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error;
        refused = [{ pointer: '/evidence', code: error.code, message: error.title }];
      }
      const draft = await city.m.db.transaction(anonymous, async (tx) => {
        const before = await readDraft(tx, city, token, { lock: true });
        if (before.filed) return before;
        const { request: _request, words: _words, ...rest } = before.fields;
        // Pictures sent again take the place of those sent before.
        if (pictures.length > 0)
          for (const { file_id } of before.evidence) await city.m.files.remove(tx, file_id);
        const evidence =
          pictures.length > 0 ? await attachEvidence(tx, city.m.files, pictures) : before.evidence;
        const next = { ...before, evidence, fields: { ...rest, ...filled(c.body) } };
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

function receiptPage(city: ComplaintsCity): Route {
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
