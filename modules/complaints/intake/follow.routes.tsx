// Following a matter: the code with the last four digits, the own link, or the account; and what the person may do.
import { type Static, Type } from 'typebox';
import { anonymous } from '@city/kernel/access';
import { AppError } from '@city/kernel/errors';
import { page, redirect, type RequestContext, type Route, view } from '@city/kernel/http';
import { accessByCode, type Proof } from '../cases/follow.access.ts';
import { identityReads } from '../cases/identity.access.ts';
import { bodyRef, contentOf, storyEntry } from '../cases/matter-view.ts';
import { type ComplaintsTx, historyOf } from '../cases/matter.store.ts';
import { requireWords } from '../cases/office-step.action.ts';
import { actionsOf, openMatter, takeStep } from '../cases/step.ts';
import type { ComplaintsTables } from '../cases/tables.ts';
import type { ComplaintsCity } from '../complaints-city.ts';
import { limits } from '../limits.ts';
import { FollowPage } from './follow.page.tsx';
import { discreet, personOf } from './form-steps.tsx';
import { styleLink } from '../style.routes.tsx';
import { FindPage } from './find.page.tsx';

const byProof = 'public: the page itself asks for the code with the last digits, the own link or the account';
const Code = Type.Object({ code: Type.String({ maxLength: 40 }) });
const Asked = Type.Object({
  key: Type.Optional(Type.String({ maxLength: 100 })),
  lang: Type.Optional(Type.String({ maxLength: 5 })),
});
const FindForm = Type.Object({
  code: Type.Optional(Type.String({ maxLength: 60 })),
  lastFour: Type.Optional(Type.String({ maxLength: 20 })),
});
const personVerbs = ['supplement', 'withdraw', 'ask_withdrawal'] as const;
const StepForm = Type.Object({
  key: Type.Optional(Type.String({ maxLength: 100 })),
  verb: Type.Enum(personVerbs),
  words: Type.Optional(Type.String({ maxLength: 20_000 })),
});
const perMinute = { max: limits.followPerMinute, perSeconds: 60 };
type Context = Pick<RequestContext, 't' | 'lang' | 'actor' | 'now'>;

export function followPages(city: ComplaintsCity): readonly Route[] {
  return [findPage(), findPost(city), onePage(city), stepPost(city)];
}

function findView(c: Context, given: { code?: string | undefined } = {}, problem?: AppError) {
  return view(
    c.t('Theo dõi hồ sơ'),
    <FindPage t={c.t} code={given.code ?? ''} problem={problem?.title[c.lang]} />,
    {
      ...(problem ? { status: problem.status } : {}),
      headers: discreet,
      page: { head: styleLink, noIndex: true, hasProblems: problem !== undefined },
    },
  );
}

function findPage(): Route {
  return page<ComplaintsTables>(
    {
      url: '/complaints/follow',
      permission: byProof,
      summary: { vi: 'Theo dõi hồ sơ', en: 'Follow a matter' },
    },
    async (c) => findView(c as unknown as Context),
  );
}

/** Opens a matter as its person; wrong digits stay counted, so the refusal comes after the transaction. */
async function asPerson<T>(
  city: ComplaintsCity,
  code: string,
  proof: Proof,
  work: (tx: ComplaintsTx, matterId: string) => Promise<T>,
): Promise<T> {
  const done = await city.m.db.transaction(anonymous, async (tx) => {
    const proved = await accessByCode(tx, city, code, proof);
    return 'refused' in proved ? proved : { result: await work(tx, proved.matterId) };
  });
  if ('refused' in done) throw done.refused;
  return done.result;
}

function findPost(city: ComplaintsCity): Route {
  return page<ComplaintsTables, typeof FindForm>(
    {
      method: 'POST',
      url: '/complaints/follow',
      permission: byProof,
      summary: { vi: 'Mở hồ sơ bằng mã', en: 'Open a matter by its code' },
      body: FindForm,
      limit: perMinute,
    },
    async (c) => {
      const { code = '', lastFour = '' } = c.body;
      try {
        const found = await asPerson(city, code, { lastFour }, async (tx, matterId) => {
          const { matter } = await openMatter(tx, city, matterId, { lock: false });
          return { code: matter.code, key: city.seals.keyOf(matterId) };
        });
        return redirect(`/complaints/follow/${found.code}?key=${found.key}`);
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error;
        return findView(c as unknown as Context, c.body, error);
      }
    },
  );
}

type Followed = RequestContext<unknown, Static<typeof Asked>, Static<typeof Code>, ComplaintsTables>;

async function followView(
  city: ComplaintsCity,
  c: Followed,
  key: string | undefined,
  more: { problem?: AppError; words?: string } = {},
) {
  const personId = personOf(c);
  const shown = await asPerson(city, c.params.code, { key, personId }, async (tx, matterId) => {
    const opened = await openMatter(tx, city, matterId, { lock: false, isPerson: true });
    return {
      matter: opened.matter,
      actions: actionsOf(opened),
      content: contentOf(city, opened.matter),
      story: (await historyOf(tx, matterId)).map((event) => storyEntry(city, event)),
      reads: (await identityReads(tx, matterId)).map((read) => ({
        ...read,
        body: bodyRef(city, read.body_code).name,
      })),
    };
  });
  return view(
    c.t('Hồ sơ của bạn'),
    <FollowPage
      t={c.t}
      lang={c.lang}
      now={c.now}
      {...shown}
      body={bodyRef(city, shown.matter.body_code).name}
      linkKey={key}
      problem={more.problem?.title[c.lang]}
      words={more.words ?? ''}
    />,
    {
      ...(more.problem ? { status: more.problem.status } : {}),
      headers: discreet,
      page: { head: styleLink, noIndex: true, hasProblems: more.problem !== undefined },
    },
  );
}

function onePage(city: ComplaintsCity): Route {
  return page<ComplaintsTables, never, typeof Asked, typeof Code>(
    {
      url: '/complaints/follow/:code',
      permission: byProof,
      summary: { vi: 'Một hồ sơ của mình', en: 'A matter of one’s own' },
      params: Code,
      query: Asked,
      limit: perMinute,
    },
    async (c) => followView(city, c as unknown as Followed, c.query.key),
  );
}

function stepPost(city: ComplaintsCity): Route {
  return page<ComplaintsTables, typeof StepForm, never, typeof Code>(
    {
      method: 'POST',
      url: '/complaints/follow/:code',
      permission: byProof,
      summary: { vi: 'Bổ sung hoặc rút đơn', en: 'Add to a matter, or withdraw it' },
      params: Code,
      body: StepForm,
      limit: perMinute,
    },
    async (c) => {
      const { key, verb, words } = c.body;
      const personId = personOf(c as unknown as Context);
      try {
        await asPerson(city, c.params.code, { key, personId }, async (tx, matterId) => {
          if (verb !== 'withdraw') requireWords(verb, words);
          const opened = await openMatter(tx, city, matterId, { lock: true, isPerson: true });
          await takeStep(tx, city, opened, { action: verb, words });
        });
      } catch (error) {
        const isTheirs =
          error instanceof AppError && error.status < 500 && error.code !== 'complaint_not_found';
        if (!isTheirs) throw error;
        return followView(city, c as unknown as Followed, key, {
          problem: error,
          ...(words ? { words } : {}),
        });
      }
      return redirect(`/complaints/follow/${c.params.code}${key ? `?key=${encodeURIComponent(key)}` : ''}`);
    },
  );
}
