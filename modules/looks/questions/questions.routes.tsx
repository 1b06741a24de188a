// Asking why, for people; and the list of questions that a body owes an answer, for its leaders.
import { Type } from 'typebox';
import type { Tx } from '@city/kernel/database';
import { AppError } from '@city/kernel/errors';
import { collection, page, redirect, type RequestContext, type Route, route, view } from '@city/kernel/http';
import { limits } from '../limits.ts';
import { answerBy, discreet, findLook, self } from '../looks/looks.routes.tsx';
import type { LooksCity } from '../looks-city.ts';
import { answer } from './answer.action.ts';
import { ask } from './ask.action.ts';
import { AskPage } from './ask.page.tsx';
import { Question } from './questions.schemas.ts';
import { bodyQuestions, type OwedQuestion } from './question.store.ts';

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
export function questionRoutes(city: LooksCity): readonly Route[] {
  return [askForm(city), askPost(city), listRoute(city), answerRoute()];
}

type AskContext = RequestContext<unknown, unknown, { id: string }>;

async function askView(city: LooksCity, c: AskContext, words: string, problem: string | null) {
  const look = await c.transaction((tx) => findLook(city, tx as Tx, c.params.id), { readOnly: true });
  if (!look) throw new AppError('look_entry_unknown');
  if (!look.canAsk) throw new AppError('look_own_look');
  const dueAt = answerBy(city, c.now);
  const content = <AskPage t={c.t} lang={c.lang} look={look} dueAt={dueAt} words={words} problem={problem} />;
  return view(c.t('Hỏi vì sao dữ liệu của tôi bị xem'), content, {
    headers: discreet,
    ...(problem ? { status: 422 } : {}),
    page: { noIndex: true, hasProblems: problem !== null },
  });
}

function askForm(city: LooksCity): Route {
  return page(
    {
      url: '/me/who-looked/:id/ask',
      permission: self,
      summary: { vi: 'Hỏi vì sao dữ liệu bị xem', en: 'Ask why data was read' },
      params: Id,
    },
    async (c) => askView(city, c as unknown as AskContext, '', null),
  );
}

function askPost(city: LooksCity): Route {
  return page(
    {
      method: 'POST',
      url: '/me/who-looked/:id/ask',
      permission: self,
      summary: { vi: 'Gửi câu hỏi vì sao', en: 'Send the question' },
      params: Id,
      body: Type.Object({ words: Type.String({ maxLength: limits.questionMost }) }),
      limit: { max: limits.questionsPerHour, perSeconds: 3600 },
    },
    async (c) => {
      const { words } = c.body;
      try {
        await c.transaction((tx) => ask(tx as Tx, city, { entryId: c.params.id, words }));
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'look_words_missing') throw error;
        return askView(city, c as unknown as AskContext, words, error.title[c.lang]);
      }
      return redirect('/me/who-looked?asked=yes');
    },
  );
}

function listRoute(city: LooksCity): Route {
  return route(
    {
      method: 'GET',
      url: '/api/desk/trail/questions',
      permission: 'looks.answer',
      summary: {
        vi: 'Câu hỏi của người dân về việc xem dữ liệu',
        en: 'Questions of people about who read their data',
      },
      response: { 200: collection(Question) },
      tags: ['trail desk'],
    },
    async (c) => {
      const body = c.actor.post?.body ?? '';
      const rows = await c.transaction((tx) => bodyQuestions(tx as Tx, body, limits.inspectRows), {
        readOnly: true,
      });
      return { items: rows.map((row) => shown(city, c, row)), next: null };
    },
  );
}

function shown(city: LooksCity, c: Pick<RequestContext, 'actor' | 'now'>, row: OwedQuestion) {
  const action = city.m.trailWords.of(row.look_module, row.look_action);
  return {
    id: row.question_id,
    state: row.state,
    words: row.words,
    askedAt: row.asked_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    isLate: row.state === 'open' ? c.now > row.due_at : (row.answered_at as Date) > row.due_at,
    look: {
      at: row.look_at.toISOString(),
      what: action ? { vi: action.vi, en: action.en } : { vi: row.look_action, en: row.look_action },
      object: row.look_object,
      purpose: row.look_purpose,
      post: row.title_vi && row.title_en ? { vi: row.title_vi, en: row.title_en } : null,
      isYours: row.reader_id === c.actor.id,
    },
    answer: row.answer,
    wasRight: row.was_right,
  };
}

function answerRoute(): Route {
  return route(
    {
      method: 'POST',
      url: '/api/desk/trail/questions/:id/answer',
      permission: 'looks.answer',
      summary: { vi: 'Trả lời vì sao đã xem', en: 'Answer why the data was read' },
      params: Id,
      body: Type.Object(
        { answer: Type.String({ maxLength: limits.answerMost }), wasRight: Type.Boolean() },
        { additionalProperties: false },
      ),
      response: { 200: Type.Object({ state: Type.Literal('answered') }) },
      tags: ['trail desk'],
    },
    async (c) => {
      await c.transaction((tx) => answer(tx as Tx, { questionId: c.params.id, ...c.body }));
      return { state: 'answered' as const };
    },
  );
}
