// Starting a petition as three pages of plain HTML: the words, where and who answers, sending. Each step is one post and one redirect.
import { type Static, type TSchema, Type } from 'typebox';
import type { AppError } from '@city/kernel/errors';
import { page, redirect, type RequestContext, type Route, view } from '@city/kernel/http';
import { localDate } from '@city/kernel/time';
import { findAlike } from '../alike/find-alike.ts';
import { petitionItem, petitionView } from '../cases/petition-view.ts';
import { workingCity } from '../cases/petitions.routes.ts';
import { openForReading, openForStep } from '../cases/step.ts';
import type { PetitionTables } from '../cases/tables.ts';
import { requireVerified } from '../cases/verified.ts';
import { editPetition, proposePetition, startPetition } from '../cases/write.action.ts';
import { limits } from '../contract.ts';
import type { PetitionCity } from '../module-city.ts';
import { on, suggestFrom } from '../rules/petition-rules.ts';
import { sign } from '../signing/signing.ts';
import { Code, type PageContext, refusalOf, unitsOf } from './petition-pages.routes.tsx';
import { SendPage, WherePage, WordsPage } from './start.page.tsx';
import { styleLink } from './style.routes.tsx';

const takePart = 'petitions.take-part';
const WordsForm = Type.Object({
  title: Type.String({ maxLength: limits.titleMax }),
  ask: Type.String({ maxLength: limits.askMax }),
  words: Type.String({ maxLength: limits.wordsMax }),
});
const WhereForm = Type.Object({
  unit: Type.Optional(Type.String({ maxLength: 10 })),
  topic: Type.String({ maxLength: 64 }),
  body: Type.Optional(Type.String({ maxLength: 64 })),
});
const limit = { max: limits.startsPerMinute, perSeconds: 60 } as const;
/** What a draft is about until the second step asks. */
const untilAsked = { topic: 'other', unit: null, body: null } as const;

export function startPages(city: PetitionCity): readonly Route[] {
  return [
    page(
      {
        url: '/petitions/start',
        permission: takePart,
        summary: { vi: 'Bắt đầu kiến nghị', en: 'Start a petition' },
      },
      async (c) => {
        requireVerified(city.rules, c.actor, c.now);
        return wordsView(c, '/petitions/start', { title: '', ask: '', words: '' });
      },
    ),
    page<PetitionTables, typeof WordsForm>(
      {
        method: 'POST',
        url: '/petitions/start',
        permission: takePart,
        summary: { vi: 'Bắt đầu kiến nghị', en: 'Start a petition' },
        body: WordsForm,
        limit,
      },
      async (c) => {
        try {
          requireVerified(city.rules, c.actor, c.now);
          const made = await c.transaction((tx) =>
            startPetition(tx, workingCity(city), { ...c.body, ...untilAsked }),
          );
          return redirect(`/petitions/${made.code}/where`);
        } catch (error) {
          return wordsView(c, '/petitions/start', c.body, refusalOf(error));
        }
      },
    ),
    ...draftPages(city),
  ];
}

function draftPages(city: PetitionCity): readonly Route[] {
  const read = <B extends TSchema>(step: string, show: (c: PageContext) => ReturnType<typeof whereView>) =>
    page<PetitionTables, B, TSchema, typeof Code>(
      {
        url: `/petitions/:code/${step}`,
        permission: takePart,
        summary: { vi: 'Viết kiến nghị', en: 'Write a petition' },
        params: Code,
      },
      (c) => show(c as unknown as PageContext),
    );
  return [
    read('words', async (c) => {
      const petition = await draftOf(city, c);
      return wordsView(c, `${petition.url}/words`, petition);
    }),
    read('where', (c) => whereView(city, c)),
    read('send', (c) => sendView(city, c)),
    page<PetitionTables, typeof WordsForm, TSchema, typeof Code>(
      {
        method: 'POST',
        url: '/petitions/:code/words',
        permission: takePart,
        summary: { vi: 'Sửa lời viết', en: 'Change the words' },
        params: Code,
        body: WordsForm,
        limit,
      },
      async (c) => {
        try {
          await change(city, c, c.body);
        } catch (error) {
          return wordsView(c, `/petitions/${c.params.code}/words`, c.body, refusalOf(error));
        }
        return redirect(`/petitions/${c.params.code}/where`);
      },
    ),
    page<PetitionTables, typeof WhereForm, TSchema, typeof Code>(
      {
        method: 'POST',
        url: '/petitions/:code/where',
        permission: takePart,
        summary: { vi: 'Nơi và cơ quan', en: 'Where and who answers' },
        params: Code,
        body: WhereForm,
        limit,
      },
      async (c) => {
        try {
          await change(city, c, {
            topic: c.body.topic,
            unit: c.body.unit || null,
            body: c.body.body || null,
          });
        } catch (error) {
          return whereView(city, c, refusalOf(error));
        }
        return redirect(`/petitions/${c.params.code}/send`);
      },
    ),
    sendRoute(city),
  ];
}

function sendRoute(city: PetitionCity): Route {
  return page<PetitionTables, never, TSchema, typeof Code>(
    {
      method: 'POST',
      url: '/petitions/:code/send',
      permission: takePart,
      summary: { vi: 'Gửi đi tìm người ủng hộ', en: 'Look for first supporters' },
      params: Code,
      limit,
    },
    async (c) => {
      try {
        requireVerified(city.rules, c.actor, c.now);
        await c.transaction(async (tx) =>
          proposePetition(tx, workingCity(city), await openForStep(tx, c.params.code)),
        );
        // Who starts a petition is its first supporter, and may take that back like anyone.
        await sign(city, c, { code: c.params.code, named: false });
      } catch (error) {
        return sendView(city, c, refusalOf(error));
      }
      return redirect(`/petitions/${c.params.code}`);
    },
  );
}

type Changes = Partial<Parameters<typeof editPetition>[3]>;

/** Changes some of a draft, the rest stays. */
async function change(city: PetitionCity, c: Pick<PageContext, 'transaction' | 'params'>, changes: Changes) {
  await c.transaction(async (tx) => {
    const opened = await openForStep(tx, c.params.code);
    const { petition } = opened;
    const kept = {
      title: petition.title,
      ask: petition.ask,
      words: petition.words,
      topic: petition.topic,
      unit: petition.unit_code,
      body: petition.body_rule === 'chosen' ? petition.body_code : null,
    };
    return editPetition(tx, workingCity(city), opened, { ...kept, ...changes });
  });
}

type ViewContext = Pick<PageContext, 'transaction' | 'params' | 't' | 'lang' | 'now'>;

const draftOf = (city: PetitionCity, c: Pick<PageContext, 'transaction' | 'params'>) =>
  c.transaction(async (tx) => petitionView(tx, city, (await openForReading(tx, c.params.code)).petition), {
    readOnly: true,
  });

function problemsOf(c: Pick<RequestContext, 'lang'>, error: AppError | undefined, fallback: string) {
  if (!error) return [];
  const fields = error.errors.map(({ pointer, message }) => ({
    fieldId: pointer.slice(1),
    message: message[c.lang],
  }));
  return fields.length > 0 ? fields : [{ fieldId: fallback, message: error.title[c.lang] }];
}

function stepPage(c: Pick<RequestContext, 't'>, backHref: string, error: AppError | undefined) {
  return {
    ...(error ? { status: error.status } : {}),
    page: {
      head: styleLink,
      noIndex: true,
      step: { title: c.t('Kiến nghị'), backHref },
      hasProblems: error !== undefined,
    },
  };
}

function wordsView(
  c: Pick<RequestContext, 't' | 'lang'>,
  action: string,
  written: Static<typeof WordsForm>,
  error?: AppError,
) {
  const content = (
    <WordsPage t={c.t} action={action} written={written} problems={problemsOf(c, error, 'title')} />
  );
  return view(c.t('Bắt đầu kiến nghị'), content, stepPage(c, '/petitions', error));
}

async function whereView(city: PetitionCity, c: ViewContext, error?: AppError) {
  const petition = await draftOf(city, c);
  const day = localDate(c.now);
  const unit = petition.unit === null ? null : city.m.geo.units.byCode(petition.unit.code, day);
  const content = (
    <WherePage
      t={c.t}
      lang={c.lang}
      petition={petition}
      topics={on(city.topics, day)}
      units={unitsOf(city, c.now)}
      bodies={city.bodyRegister.choices(unit, day)}
      problems={problemsOf(c, error, 'unit')}
    />
  );
  return view(c.t('Việc này ở đâu?'), content, stepPage(c, `${petition.url}/words`, error));
}

async function sendView(city: PetitionCity, c: ViewContext, error?: AppError) {
  const { petition, alike } = await c.transaction(
    async (tx) => {
      const { petition: row } = await openForReading(tx, c.params.code);
      const asked = { title: row.title, ask: row.ask, topic: row.topic, unit: row.unit_code };
      const found = await findAlike(tx, asked, {
        from: suggestFrom(city.rules, tx.now),
        except: row.petition_id,
      });
      return {
        petition: await petitionView(tx, city, row),
        alike: found.map((one) => petitionItem(city, one, tx.now)),
      };
    },
    { readOnly: true },
  );
  const content = (
    <SendPage t={c.t} lang={c.lang} petition={petition} alike={alike} problem={error?.title[c.lang]} />
  );
  return view(c.t('Xem lại rồi gửi'), content, stepPage(c, `${petition.url}/where`, error));
}
