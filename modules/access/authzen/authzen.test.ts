// The Authorization API 1.0 from outside: who may ask, the published shapes, many questions at once, searches, errors.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import { endClients, makeClient } from '../clients/client.store.ts';
import { accessCity, accessOfTest, people } from '../testing/access-city.ts';

let city: TestCity;
let token: string;
beforeAll(async () => {
  city = await accessCity();
  token = await accessOfTest(city).db.transaction(system('test'), (tx) => makeClient(tx, 'cổng việc thử'));
});
afterAll(() => city?.stop());

const ask = (path: string, body: object, headers: Record<string, string> = {}) =>
  city.app.inject({
    method: 'POST',
    url: `/access/v1/${path}`,
    headers: { authorization: `Bearer ${token}`, ...headers },
    payload: body,
  });
const subject = (who: keyof typeof people, properties?: object) => ({
  type: 'post',
  id: people[who].id,
  ...(properties ? { properties } : {}),
});
const action = (name: string) => ({ name: `todo.${name}` });
const resource = { type: 'todo', id: '1' };

describe('the to-do example', () => {
  const evaluate = async (who: keyof typeof people, name: string, properties?: object) =>
    (
      await ask('evaluation', {
        subject: subject(who),
        action: action(name),
        resource: { ...resource, ...(properties ? { properties } : {}) },
      })
    ).json();

  it.each([
    ['rick', 'can_read_todos', true],
    ['morty', 'can_read_todos', true],
    ['beth', 'can_read_todos', true],
    ['rick', 'can_create_todo', true],
    ['morty', 'can_create_todo', true],
    ['beth', 'can_create_todo', false],
    ['beth', 'can_update_todo', false],
    ['beth', 'can_delete_todo', false],
    ['morty', 'can_fly', false],
  ] as const)('%s asks for %s: %s', async (who, name, decision) => {
    expect(await evaluate(who, name)).toMatchObject({ decision });
  });

  it('looks at whose to-do it is, and says in two languages what is missing', async () => {
    const own = { ...subject('morty'), properties: { user: 'morty@the-citadel.com' } };
    const of = async (owner: string) =>
      (
        await ask('evaluation', {
          subject: own,
          action: action('can_update_todo'),
          resource: { ...resource, properties: { owner } },
        })
      ).json();
    expect(await of('morty@the-citadel.com')).toMatchObject({ decision: true });
    expect(await of('rick@the-citadel.com')).toMatchObject({
      decision: false,
      context: {
        reason: 'is not owner',
        reason_user: [{ vi: 'là người có việc này', en: 'is the person whose it is' }],
      },
    });
  });

  it('says which sign-in would do where only that is missing', async () => {
    expect(await evaluate('rick', 'can_delete_todo')).toMatchObject({
      decision: false,
      context: { acr_values: ['urn:vn:nd69:xacthuc:3'] },
    });
    const strong = await ask('evaluation', {
      subject: subject('rick', { level: 3 }),
      action: action('can_delete_todo'),
      resource,
    });
    expect(strong.json().decision).toBe(true);
  });

  it('takes role and body of a post from the register, whatever the question says', async () => {
    const answer = await ask('evaluation', {
      subject: subject('beth', { role: 'admin', body: 'citadel', level: 4 }),
      action: action('can_delete_todo'),
      resource,
    });
    expect(answer.json().decision).toBe(false);
  });

  it('closes the door to subjects that nobody knows', async () => {
    for (const unknown of [
      { type: 'post', id: 'x' },
      { type: 'robot', id: '1' },
    ]) {
      const answer = await ask('evaluation', {
        subject: unknown,
        action: action('can_read_todos'),
        resource,
      });
      expect([answer.statusCode, answer.json().decision]).toEqual([200, false]);
    }
  });
});

describe('many questions at once', () => {
  const three = {
    subject: subject('morty'),
    resource,
    evaluations: [
      { action: action('can_read_todos') },
      { action: action('can_delete_todo') },
      { action: action('can_create_todo') },
    ],
  };
  const decisions = async (body: object) =>
    (await ask('evaluations', body)).json().evaluations.map((one: { decision: boolean }) => one.decision);

  it('are answered in their order, with the usual parts filled in', async () => {
    expect(await decisions(three)).toEqual([true, false, true]);
    const other = {
      ...three,
      evaluations: [...three.evaluations, { action: action('can_create_todo'), subject: subject('beth') }],
    };
    expect(await decisions(other)).toEqual([true, false, true, false]);
  });

  it('stop at the first that decides, where that is asked for', async () => {
    const how = (semantic: string) => ({ ...three, options: { evaluations_semantic: semantic } });
    expect(await decisions(how('execute_all'))).toEqual([true, false, true]);
    expect(await decisions(how('deny_on_first_deny'))).toEqual([true, false]);
    expect(await decisions(how('permit_on_first_permit'))).toEqual([true]);
    expect((await ask('evaluations', how('guess'))).statusCode).toBe(400);
  });

  it('close one that cannot be answered and say so there, and answer the others', async () => {
    const answer = (
      await ask('evaluations', {
        ...three,
        subject: undefined,
        evaluations: [
          { action: action('x') },
          { action: action('can_read_todos'), subject: subject('rick') },
        ],
      })
    ).json();
    expect(answer.evaluations).toMatchObject([
      { decision: false, context: { error: { status: 400, message: 'missing: subject' } } },
      { decision: true },
    ]);
  });

  it('without a list are one question', async () => {
    const one = { subject: subject('rick'), action: action('can_read_todos'), resource };
    expect((await ask('evaluations', one)).json()).toMatchObject({ decision: true });
    expect((await ask('evaluations', { ...one, evaluations: [] })).json()).toMatchObject({ decision: true });
    expect((await ask('evaluations', { subject: subject('rick') })).statusCode).toBe(400);
  });
});

describe('the searches', () => {
  it('find the posts that may, page by page, and a token opens no other question', async () => {
    const question = { subject: { type: 'post', id: 'ignored' }, action: action('can_read_todos'), resource };
    const first = (await ask('search/subject', { ...question, page: { limit: 2 } })).json();
    expect(first).toMatchObject({ page: { count: 2, total: 3 } });
    expect(first.results).toEqual([
      { type: 'post', id: people.beth.id },
      { type: 'post', id: people.morty.id },
    ]);
    const next = { token: first.page.next_token, limit: 2 };
    const second = (await ask('search/subject', { ...question, page: next })).json();
    expect(second).toEqual({
      results: [{ type: 'post', id: people.rick.id }],
      page: { next_token: '', count: 1, total: 3 },
    });
    const other = await ask('search/subject', { ...question, action: action('can_create_todo'), page: next });
    expect(other.statusCode).toBe(400);
  });

  it('never list people', async () => {
    const answer = await ask('search/subject', {
      subject: { type: 'user' },
      action: action('can_read_todos'),
      resource,
    });
    expect(answer.json()).toMatchObject({ results: [], page: { total: 0 } });
  });

  it('find what a post may do, each of which an evaluation allows', async () => {
    const found = (await ask('search/action', { subject: subject('morty'), resource })).json();
    const names = found.results.map(({ name }: { name: string }) => name);
    expect(names.filter((name: string) => name.startsWith('todo.'))).toEqual([
      'todo.can_create_todo',
      'todo.can_read_todos',
    ]);
    for (const one of found.results)
      expect(
        (await ask('evaluation', { subject: subject('morty'), action: one, resource })).json().decision,
      ).toBe(true);
  });

  it('find bodies and units', async () => {
    const bodies = (
      await ask('search/resource', {
        subject: subject('beth'),
        action: action('can_read_todos'),
        resource: { type: 'body' },
      })
    ).json();
    expect(bodies.results).toEqual([
      { type: 'body', id: 'citadel' },
      { type: 'body', id: 'smiths' },
    ]);
    const none = (
      await ask('search/resource', {
        subject: subject('beth'),
        action: action('can_create_todo'),
        resource: { type: 'unit' },
      })
    ).json();
    expect(none.results).toEqual([]);
  });
});

describe('the wire', () => {
  const question = { subject: subject('rick'), action: action('can_read_todos'), resource };

  it('repeats the request’s number, also where it refuses', async () => {
    const number = { 'x-request-id': 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716' };
    for (const answer of [
      await ask('evaluation', question, number),
      await ask('evaluation', {}, number),
      await ask('evaluation', question, { ...number, authorization: 'Bearer x' }),
    ])
      expect(answer.headers['x-request-id']).toBe(number['x-request-id']);
  });

  it('ignores fields it does not know and names those it misses', async () => {
    expect(
      (await ask('evaluation', { ...question, mood: 'good', subject: { ...subject('rick'), hat: 1 } }))
        .statusCode,
    ).toBe(200);
    for (const part of ['subject', 'action', 'resource'] as const) {
      const answer = await ask('evaluation', { ...question, [part]: undefined });
      expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, `/${part}`]);
    }
    expect(
      (await ask('evaluation', { ...question, subject: { ...subject('rick'), properties: 'x' } })).statusCode,
    ).toBe(400);
  });

  it('says where everything is', async () => {
    const answer = await city.app.inject('/.well-known/authzen-configuration');
    const here = answer.json().policy_decision_point;
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.json()).toEqual({
      policy_decision_point: here,
      access_evaluation_endpoint: `${here}/access/v1/evaluation`,
      access_evaluations_endpoint: `${here}/access/v1/evaluations`,
      search_subject_endpoint: `${here}/access/v1/search/subject`,
      search_resource_endpoint: `${here}/access/v1/search/resource`,
      search_action_endpoint: `${here}/access/v1/search/action`,
    });
  });

  it('takes a token nowhere else, and not after its end', async () => {
    const elsewhere = await city.app.inject({
      url: '/api/desk/access/rights',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(elsewhere.statusCode).toBe(401);
    const m = accessOfTest(city);
    const short = await m.db.transaction(system('test'), (tx) => makeClient(tx, 'một lúc'));
    await m.db.transaction(system('test'), (tx) => endClients(tx, 'một lúc'));
    expect((await ask('evaluation', question, { authorization: `Bearer ${short}` })).statusCode).toBe(401);
  });

  it('answers two thousand questions of lists in less than a second of work', async () => {
    const evaluations = Array.from({ length: 200 }, () => ({ action: action('can_read_todos') }));
    const from = performance.now();
    for (let at = 0; at < 10; at++)
      await ask('evaluations', { subject: subject('rick'), resource, evaluations });
    expect(2_000 / ((performance.now() - from) / 1000)).toBeGreaterThan(2_000);
  });
});
