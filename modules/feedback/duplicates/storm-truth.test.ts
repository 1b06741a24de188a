// The made storm is as it says: seven in ten repeat, incidents keep their distance, the seed decides; and the judge is fair.
import { expect, test } from 'vitest';
import { judge, stormReports } from './storm-truth.ts';

const quarters = [{ lat: 20.85, lon: 106.68, weight: 1 }];

test('seven of ten reports repeat an incident, and the same seed makes the same storm', () => {
  const storm = stormReports({ count: 1000, seed: 7, quarters });
  expect(new Set(storm.map(({ incident }) => incident)).size).toBe(300);
  expect(stormReports({ count: 1000, seed: 7, quarters })).toEqual(storm);
  expect(stormReports({ count: 1000, seed: 8, quarters })).not.toEqual(storm);
});

test('the judge counts what was found, what was missed and what was wrong', () => {
  const reports = [1, 1, 2, 2, 1].map((incident) => ({ incident }));
  const masters = [null, 0, null, 0, null];
  expect(judge(reports, (at) => masters[at] ?? null)).toEqual({
    recall: 1 / 3,
    precision: 1 / 2,
    repeated: 3,
    merged: 2,
  });
});
