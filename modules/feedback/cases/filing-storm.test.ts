// Many filings at once: one commit carries several, and each is answered, kept and told apart as if it had come alone.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '@city/kernel/access';
import { citizen, type TestCity } from '@city/kernel/testing';
import { aReport, reportsCity, rowCounts } from '../testing.ts';

let city: TestCity;
beforeAll(async () => {
  city = await reportsCity();
});
afterAll(() => city.stop());

const post = (body: object, key: string = randomUUID(), as = city.as(anonymous)) =>
  as.post('/api/reports', body, { 'idempotency-key': key });

describe('forty reports at once', () => {
  test('are all there, in few commits, each with its code, step, trail entry and event', async () => {
    const before = await rowCounts(city);
    const commits = () =>
      city.sql<{ n: number }>(
        `select count(distinct xid)::int as n from events.outbox where type = 'feedback.report.filed'`,
      );
    const [{ n: commitsBefore }] = (await commits()) as [{ n: number }];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) => post(aReport({ words: `Nước ngập trước nhà số ${at}` }))),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(40).fill(201));
    for (const [at, answer] of answers.entries())
      expect(answer.json().words).toBe(`Nước ngập trước nhà số ${at}`);
    expect(new Set(answers.map((answer) => answer.json().trackingCode)).size).toBe(40);
    const after = await rowCounts(city);
    for (const table of ['report', 'tracking_code', 'report_event', 'events', 'trail'])
      expect(after[table]! - before[table]!, table).toBe(40);
    const [{ n: commitsAfter }] = (await commits()) as [{ n: number }];
    expect(commitsAfter - commitsBefore).toBeLessThanOrEqual(10);
  });

  test('of signed-in people are each their own: on the trail, and in “my reports”', async () => {
    const people = Array.from({ length: 8 }, () => citizen());
    const answers = await Promise.all(people.map((person) => post(aReport(), randomUUID(), city.as(person))));
    for (const [at, person] of people.entries()) {
      const { trackingCode } = answers[at]!.json();
      const owned = await city.sql(
        `select c.code, t.actor_id, t.subject_id from feedback.person_report p
           join feedback.tracking_code c using (report_id)
           join trail.entry t on t.object_id = p.report_id::text and t.action = 'report.file'
          where p.person_id = $1`,
        [person.id],
      );
      expect(owned).toEqual([{ code: trackingCode, actor_id: person.id, subject_id: person.id }]);
    }
  });
});

describe('an idempotency key used by several at the same moment', () => {
  test('with the same body files one report; all get its answer', async () => {
    const before = await rowCounts(city);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(aReport(), key)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(6).fill(201));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    const replayed = answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true');
    expect(replayed).toHaveLength(5);
    const after = await rowCounts(city);
    for (const table of ['report', 'report_event', 'events', 'trail'])
      expect(after[table]! - before[table]!, table).toBe(1);
  });

  test('with other bodies files the first and refuses the rest; those beside them are filed', async () => {
    const key = randomUUID();
    const answers = await Promise.all([
      post(aReport({ words: 'Nước ngập ngõ một' }), key),
      post(aReport({ words: 'Nước ngập ngõ hai' }), key),
      post(aReport({ words: 'Nước ngập ngõ ba' })),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 422, 201]);
    expect(answers[1]!.json().code).toBe('idempotency_key_reused');
  });

  test('by different people is not the same key', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      [citizen(), citizen()].map((person) => post(aReport(), key, city.as(person))),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
    expect(answers[0]!.json().trackingCode).not.toBe(answers[1]!.json().trackingCode);
  });
});

test('one that the database refuses fails alone, and nothing of it is stored', async () => {
  // A rule that only the database knows, put there for this test.
  const before = await rowCounts(city);
  await city.sql(
    `alter table feedback.report add constraint storm_test check (words not like 'Hỏng%') not valid`,
  );
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, at) =>
      post(aReport({ words: at === 5 ? 'Hỏng đèn đường' : 'Nước ngập trước nhà' })),
    ),
  );
  await city.sql('alter table feedback.report drop constraint storm_test');
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(
    Array.from({ length: 12 }, (_, at) => (at === 5 ? 500 : 201)),
  );
  const after = await rowCounts(city);
  for (const table of ['report', 'tracking_code', 'report_event', 'events', 'trail'])
    expect(after[table]! - before[table]!, table).toBe(11);
});
