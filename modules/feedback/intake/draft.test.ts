// The form's map: a press and the pin it sets agree on every width, and moving about stays within bounds.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyDraft, mapSize, mapSteps, panned, pixelOf, placeAt, zoomed } from './draft.ts';
import { mapPicture } from './map-picture.ts';
import { whereStep } from './where-form.ts';

const centre = { lat: 20.8563, lon: 106.6822 };

test('a press and the pin that it sets lie at the same pixel, to within a metre', () => {
  const pixels = fc.record({
    x: fc.integer({ min: 0, max: mapSize.width }),
    y: fc.integer({ min: 0, max: mapSize.height }),
  });
  fc.assert(
    fc.property(pixels, fc.constantFrom(...mapSteps), (pixel, km) => {
      const back = pixelOf({ centre, km }, placeAt({ centre, km }, pixel));
      const metresPerPixel = (km * 1000) / mapSize.width;
      expect(Math.abs(back.x - pixel.x) * metresPerPixel).toBeLessThan(1);
      expect(Math.abs(back.y - pixel.y) * metresPerPixel).toBeLessThan(1);
    }),
  );
});

test('zooming goes through the steps and stops at both ends', () => {
  expect([96, 24, 6, 1.6, 0.4].map((km) => zoomed(km, 'in'))).toEqual([24, 6, 1.6, 0.4, 0.4]);
  expect([0.4, 1.6, 6, 24, 96].map((km) => zoomed(km, 'out'))).toEqual([1.6, 6, 24, 96, 96]);
});

test('moving east and back west comes to the same place', () => {
  expect(panned(panned(centre, 6, 'east'), 6, 'west')).toEqual(centre);
  expect(panned(centre, 6, 'north').lat).toBeGreaterThan(centre.lat);
});

test('the picture escapes names', () => {
  const square: [number, number][] = [
    [100, 10],
    [120, 10],
    [120, 30],
    [100, 30],
    [100, 10],
  ];
  const units = {
    type: 'FeatureCollection' as const,
    features: [
      {
        type: 'Feature' as const,
        geometry: { type: 'Polygon' as const, coordinates: [square] },
        properties: { code: '1', name: '<script>' },
      },
    ],
  };
  const picture = mapPicture({
    units,
    centre: { lat: 18, lon: 110 },
    km: 0.4,
    pin: { lat: 18, lon: 110 },
    others: [],
  });
  expect(picture).not.toContain('<script>');
});

describe('where the device is', () => {
  const form = (device: string) => ({ d: 'x'.repeat(22), go: 'in', device }) as never;
  const after = (device: string, before = emptyDraft({ lat: 20.85, lon: 106.68 })) =>
    whereStep(before, form(device), {} as never, '2026-09-08').draft;

  test('is kept apart from the pin, and stays when a later step says nothing of it', () => {
    const kept = after('20.84460,106.68250,35');
    expect(kept).toMatchObject({ pin: null, device: { lat: 20.8446, lon: 106.6825, accuracyMetres: 35 } });
    expect(after('', kept).device).toEqual(kept.device);
  });

  test.each(['', 'x', '20.8,106.6', '91,106.6,5', '20.8,106.6,-1', '20.8,106.6,x'])(
    'is none when it reads %j',
    (words) => {
      expect(after(words).device).toBeNull();
    },
  );
});
