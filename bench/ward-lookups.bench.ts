// Which unit is at a point: our register beside a GiST index with exact polygons in PostgreSQL's own geometry.
import { join } from 'node:path';
import { Client } from 'pg';
import { projectRoot } from '@city/kernel/config/root';
import { startTestCluster } from '@city/kernel/embedded';
import { createUnitRegister, type Point, polygonsOf, readCityUnits } from '@city/kernel/geo';
import { type Measurement, median } from './table.ts';

const rounds = 5;
const points = 100_000;
const day = '2026-09-08';

export async function bench(): Promise<readonly Measurement[]> {
  const register = createUnitRegister(readCityUnits(join(projectRoot(), 'city', 'haiphong', 'units')));
  const set = register.boundaries(day);
  if (!set) throw new Error(`No boundaries on ${day}`);
  const wanted: Point[] = Array.from({ length: points }, (_, at) => ({
    lat: 20.6 + ((at * 0.618034) % 1) * 0.6,
    lon: 106.2 + ((at * 0.754878) % 1) * 0.7,
  }));
  const cluster = await startTestCluster();
  const client = new Client(cluster.connection);
  await client.connect();
  await client.query('create table ward (code text, shape polygon)');
  for (const { code, shape } of set.features) {
    for (const [outer = []] of polygonsOf(shape)) {
      await client.query('insert into ward values ($1, $2::polygon)', [
        code,
        `(${outer.map(([lon, lat]) => `(${lon},${lat})`).join()})`,
      ]);
    }
  }
  await client.query('create index on ward using gist (shape)');
  await client.query('analyze ward');
  const ours: number[] = [];
  const peer: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    let from = performance.now();
    let found = 0;
    for (const point of wanted) if (register.atPoint(point, day).found) found++;
    if (found === 0) throw new Error('no point was found');
    if (round > 0) ours.push(points / ((performance.now() - from) / 1000));
    from = performance.now();
    const sample = wanted.slice(0, 4000);
    const lons = sample.map(({ lon }) => lon);
    const lats = sample.map(({ lat }) => lat);
    await client.query(
      'select count(*) from unnest($1::float8[], $2::float8[]) as p(x, y) join ward on ward.shape @> point(p.x, p.y)',
      [lons, lats],
    );
    if (round > 0) peer.push(sample.length / ((performance.now() - from) / 1000));
  }
  await client.end();
  await cluster.stop();
  const own = median(ours);
  return [
    {
      name: 'unit at a point',
      unit: 'per second',
      ours: own,
      peer: median(peer),
      peerName: 'PostgreSQL polygon @> point, GiST, one query',
      better: 'higher',
      limit: '≥ 200,000/s',
      isMet: own >= 200_000,
    },
  ];
}
