// What the steps of the form share: the draft behind the token, the frame of a step's page, and what is wrong with its fields.
import { type Static, Type } from 'typebox';
import { anonymous } from '@city/kernel/access';
import { AppError, type FieldError } from '@city/kernel/errors';
import { page, redirect, type RequestContext, type Route, view } from '@city/kernel/http';
import { examine, type Part } from '../cases/filing.ts';
import type { ComplaintsTables } from '../cases/tables.ts';
import type { ComplaintsCity } from '../complaints-city.ts';
import type { NewMatter } from '../contract.ts';
import { limits } from '../limits.ts';
import { kinds } from '../rules/rules-data.ts';
import { styleLink } from '../style.routes.tsx';
import { type Draft, emptyDraft, readDraft } from './draft.ts';

export const anyone = 'public: anyone may complain or denounce, with or without an account';
/** Nothing of these pages stays in a cache; the token in the address stays on this site. */
export const discreet = { 'cache-control': 'no-store', 'referrer-policy': 'same-origin' };
export const Token = Type.String({ minLength: 10, maxLength: 40 });
export const Asked = Type.Object({
  d: Type.Optional(Token),
  kind: Type.Optional(Type.Enum(kinds)),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});
export const Text = Type.Optional(Type.String({ maxLength: 20_000 }));
export const perMinute = { max: limits.draftsPerMinute, perSeconds: 60 };
export type Context = RequestContext<unknown, Static<typeof Asked>, unknown, ComplaintsTables>;
export type Fields = Record<string, string>;

export const personOf = ({ actor }: Pick<Context, 'actor'>): string | null =>
  actor.kind === 'citizen' || actor.kind === 'officer' ? actor.id : null;

type Show = (
  city: ComplaintsCity,
  c: Context,
  draft: Draft,
  token: string | null,
  problems: readonly FieldError[],
) => View;
export type View = ReturnType<typeof view>;

export function stepPage(
  city: ComplaintsCity,
  url: string,
  summary: { vi: string; en: string },
  show: Show,
): Route {
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
export function framed(
  c: Context,
  content: unknown,
  backHref: string,
  problems: readonly FieldError[],
): View {
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
export function problemsOf(
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

export function inputOf({ kind, fields }: Draft): NewMatter {
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

/** The fields of a form that were filled, without its token. */
export function filled(body: object): Fields {
  const entries = Object.entries(body).filter(([name, value]) => name !== 'd' && typeof value === 'string');
  return Object.fromEntries(entries) as Fields;
}
