// A person asks why; the body's leader answers in time, never who looked; the answer shows below the look.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestCity } from '@city/kernel/testing';
import { officer } from '@city/kernel/testing';
import { look, lookingCity, newestLook, people } from '../testing.ts';

let city: TestCity;
let id: string;
const why = 'Tôi không nộp hồ sơ nào ở phường này.';
const because = 'Cán bộ gọi lại để hỏi chỗ ngập mà bạn đã báo hôm trước.';

beforeAll(async () => {
  city = await lookingCity();
  await look(city);
  id = await newestLook(city);
}, 120_000);
afterAll(() => city.stop());

const questionsOf = async (who = people.leader) =>
  (await city.as(who).get('/api/desk/trail/questions')).json().items;
const answer = (who: typeof people.leader, question: string, body: object) =>
  city.as(who).post(`/api/desk/trail/questions/${question}/answer`, body);

test('too few words come back with what was written', async () => {
  const answered = await city.as(people.mai).form(`/me/who-looked/${id}/ask`, { words: 'Sao?' });
  expect(answered.statusCode).toBe(422);
  expect(answered.body).toContain('Sao?');
});

test('a question reaches the body with the due time of the city’s rules: two working days', async () => {
  const sent = await city.as(people.mai).form(`/me/who-looked/${id}/ask`, { words: why });
  expect([sent.statusCode, sent.headers['location']]).toEqual([303, '/me/who-looked?asked=yes']);
  const [question] = await questionsOf();
  expect(question).toMatchObject({
    state: 'open',
    words: why,
    dueAt: '2026-09-10T02:30:00.000Z',
    isLate: false,
    look: { isYours: false, what: { en: 'read the name and number you left with a report' } },
  });
  expect(await questionsOf(people.elsewhere)).toEqual([]);
});

test('the same look is not asked about twice, and one’s own or another’s look not at all', async () => {
  const again = await city.as(people.mai).form(`/me/who-looked/${id}/ask`, { words: why });
  expect(again.statusCode).toBe(409);
  const own = await city.sql<{ id: string }>(
    `select entry_id as id from trail.entry where action = 'question.ask' and subject_id = $1`,
    [people.mai.id],
  );
  expect(
    (await city.as(people.mai).form(`/me/who-looked/${own[0]?.id}/ask`, { words: why })).statusCode,
  ).toBe(409);
  expect((await city.as(people.other).form(`/me/who-looked/${id}/ask`, { words: why })).statusCode).toBe(404);
});

test('who looked cannot answer, another body neither, and an answer says whether it was right', async () => {
  const [{ id: question }] = await questionsOf();
  const promoted = officer(
    { ...people.leader.post, body: 'ubnd-11383', id: '01900000-0000-7000-8000-0000000000cc' },
    { id: people.reader.id },
  );
  expect((await answer(promoted, question, { answer: because, wasRight: true })).json().code).toBe(
    'look_answerer_concerned',
  );
  expect((await answer(people.elsewhere, question, { answer: because, wasRight: true })).statusCode).toBe(
    404,
  );
  expect((await answer(people.leader, question, { answer: 'Ừ', wasRight: true })).statusCode).toBe(400);
  expect((await answer(people.leader, question, { answer: because, wasRight: false })).statusCode).toBe(200);
  expect((await answer(people.leader, question, { answer: because, wasRight: true })).json().code).toBe(
    'look_question_closed',
  );
  const page = (await city.as(people.mai).get('/me/who-looked')).body;
  expect(page).toContain('lần xem này không đúng');
  expect(page).toContain(because);
});
