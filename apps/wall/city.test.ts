// The city on the day shown.
import { expect, test, vi } from 'vitest';
import type { FeedSource } from '@city/ui/wall';
import { cityOf, dayIn, followUnits } from './city.ts';

const outlines = (name: string) => ({
  type: 'FeatureCollection',
  features: [
    { type: 'Feature', properties: { code: '11407', name }, geometry: { type: 'Polygon', coordinates: [] } },
  ],
});
const source = (answers: Record<string, unknown>): FeedSource => ({
  now: () => 0,
  get: async <T>(path: string) => {
    if (!(path in answers)) throw new Error(path);
    return answers[path] as T;
  },
});

test('a day begins at midnight in the city', () => {
  expect(dayIn(Date.parse('2026-09-07T16:59:59Z'))).toBe('2026-09-07');
  expect(dayIn(Date.parse('2026-09-07T17:00:00Z'))).toBe('2026-09-08');
});

test('the outlines and names are those of the day', async () => {
  const city = await cityOf(
    source({ '/api/units/boundaries?at=2026-09-08': outlines('An Biên') }),
    '2026-09-08',
  );
  expect(city.isOfDay).toBe(true);
  expect(city.names.get('11407')).toBe('An Biên');
});

test('a day without outlines is drawn on those of today, with the names of its own', async () => {
  const answers = {
    '/api/units/boundaries': outlines('An Biên'),
    '/api/units?at=2024-01-01': { items: [{ code: '11407', name: 'Vĩnh Niệm' }] },
  };
  const city = await cityOf(source(answers), '2024-01-01');
  expect(city.isOfDay).toBe(false);
  expect(city.names.get('11407')).toBe('Vĩnh Niệm');
});

test('an import of other outlines shows within minutes, the same ones are told once, a failure is tried again', async () => {
  vi.useFakeTimers();
  try {
    const answers: Record<string, unknown> = {};
    const told: string[] = [];
    const end = followUnits(
      source(answers),
      () => '2026-09-08',
      ({ names }) => told.push([...names.values()].join()),
    );
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toEqual([]);
    answers['/api/units/boundaries?at=2026-09-08'] = outlines('An Biên');
    await vi.advanceTimersByTimeAsync(300_000);
    expect(told).toEqual(['An Biên']);
    answers['/api/units/boundaries?at=2026-09-08'] = outlines('An Biên mới');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(told).toEqual(['An Biên', 'An Biên mới']);
    end();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
