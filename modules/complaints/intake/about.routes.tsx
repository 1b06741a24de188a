// Step 1 of the form: which decision, act or person, and which body.
import { Type } from 'typebox';
import { anonymous } from '@city/kernel/access';
import type { FieldError } from '@city/kernel/errors';
import { page, redirect, type Route } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import type { ComplaintsTables } from '../cases/tables.ts';
import type { ComplaintsCity } from '../complaints-city.ts';
import { kinds } from '../rules/rules-data.ts';
import { termRow } from '../rules/rules.ts';
import { AboutPage } from './about.page.tsx';
import { type Draft, emptyDraft, keepDraft, newToken, readDraft } from './draft.ts';
import {
  anyone,
  type Context,
  type Fields,
  filled,
  framed,
  perMinute,
  problemsOf,
  stepPage,
  Text,
  Token,
} from './form-steps.tsx';

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

export function aboutPages(city: ComplaintsCity): readonly Route[] {
  return [
    stepPage(city, '/complaints/about', { vi: 'Về việc gì', en: 'About what' }, aboutView),
    aboutPost(city),
  ];
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
