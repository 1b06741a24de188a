// The plan of tiles.
import { expect, test } from 'vitest';
import { defineTile, type TileArea, type WallFeed } from '@city/ui/wall';
import { planTiles, tilesOf, wantedTiles } from './tile-plan.ts';

const feed = {} as WallFeed<null>;
const tile = (id: string, area: TileArea, order = 0) =>
  defineTile({
    id,
    area,
    order,
    title: { vi: id, en: id },
    lateAfterSeconds: 60,
    feed,
    component: () => null,
  });

test('tiles stand in their area in their order', () => {
  const plan = planTiles([tile('b', 'foot', 2), tile('a', 'foot', 1), tile('map', 'main')], null);
  expect(plan.foot.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(tilesOf(plan).map(({ id }) => id)).toEqual(['map', 'a', 'b']);
});

test('more tiles than fit are left out, never squeezed in', () => {
  const plan = planTiles(
    Array.from({ length: 20 }, (_, at) => tile(`t${at}`, 'foot', at)),
    null,
  );
  expect(plan.foot.map(({ id }) => id)).toEqual(['t0', 't1', 't2', 't3']);
});

test('a second screen may show other tiles', () => {
  const tiles = [tile('map', 'main'), tile('list', 'side'), tile('flow', 'foot')];
  expect(tilesOf(planTiles(tiles, wantedTiles('?tiles=list,%20flow'))).map(({ id }) => id)).toEqual([
    'list',
    'flow',
  ]);
  expect(wantedTiles('?lang=en')).toBeNull();
});

test('two tiles of one name are a mistake that is named', () => {
  expect(() => planTiles([tile('map', 'main'), tile('map', 'side')], null)).toThrow('map');
});

test('without any module there is an empty plan, not an error', () => {
  expect(tilesOf(planTiles([], null))).toEqual([]);
});
