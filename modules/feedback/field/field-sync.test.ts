// Bringing steps home: in order, once, stopping where nobody answers, and never past a refusal on the same report.
import { expect, test } from 'vitest';
import type { FieldAct } from './field-store.ts';
import { distanceWords, inOrder, metresBetween } from './distance.ts';
import { stateAfter, syncActs, versionFor } from './field-sync.ts';

const act = (key: string, code: string, more: Partial<FieldAct> = {}): FieldAct => ({
  key,
  code,
  verb: 'start',
  version: 3,
  words: '',
  photos: [],
  takenAt: key,
  problem: null,
  ...more,
});

/** Sends what `answers` lets through; others fail with the status. */
async function run(acts: FieldAct[], answers: Record<string, number>) {
  const sent: string[] = [];
  const dropped: string[] = [];
  const refused: FieldAct[] = [];
  const end = await syncActs(acts, {
    send: async ({ key }) => {
      sent.push(key);
      const status = answers[key];
      if (status !== undefined) throw Object.assign(new Error('no'), { status });
    },
    drop: async (key) => void dropped.push(key),
    keep: async (kept) => void refused.push(kept),
    say: () => 'vì đã đổi',
  });
  return { end, sent, dropped, refused };
}

test('steps go in order and are dropped once the city has them', async () => {
  const { end, sent, dropped } = await run([act('1', 'A'), act('2', 'B'), act('3', 'A')], {});
  expect([end, sent, dropped]).toEqual(['done', ['1', '2', '3'], ['1', '2', '3']]);
});

test('after a refusal the later steps on that report wait, those on others go on', async () => {
  const { end, sent, refused } = await run([act('1', 'A'), act('2', 'A'), act('3', 'B')], { 1: 412 });
  expect([end, sent]).toEqual(['done', ['1', '3']]);
  expect(refused).toMatchObject([{ key: '1', problem: { status: 412, words: 'vì đã đổi' } }]);
});

test.each([
  [0, 'unreachable'],
  [429, 'unreachable'],
  [503, 'unreachable'],
  [401, 'signed-out'],
])('a passing %i keeps everything and ends the run', async (status, expected) => {
  const { end, sent, dropped, refused } = await run([act('1', 'A'), act('2', 'B')], { 1: status });
  expect([end, sent, dropped, refused]).toEqual([expected, ['1'], [], []]);
});

test('each own step before makes the next stand on one version more; refused ones do not count', () => {
  const seen = { trackingCode: 'A', version: 5 };
  const refused = act('2', 'A', { problem: { status: 412, words: '' } });
  expect(versionFor(seen, [act('1', 'A'), refused, act('3', 'B')])).toBe(6);
  expect(stateAfter('accepted', 'A', [act('1', 'A'), act('2', 'A', { verb: 'resolve' })])).toBe('resolved');
  expect(stateAfter('accepted', 'A', [refused])).toBe('accepted');
});

test('the nearest come first where the phone knows its place, else the soonest due', () => {
  const far = { lat: 20.9, lon: 106.7, dueAt: '2026-09-08T02:00:00Z' };
  const near = { lat: 20.851, lon: 106.68, dueAt: null };
  expect(inOrder([near, far], null)).toEqual([far, near]);
  expect(inOrder([far, near], { lat: 20.85, lon: 106.68 })).toEqual([near, far]);
  expect(metresBetween({ lat: 20.85, lon: 106.68 }, near)).toBeCloseTo(111.2, 0);
  expect([distanceWords(114, 'vi'), distanceWords(1420, 'vi')]).toEqual(['110 m', '1,4 km']);
});
