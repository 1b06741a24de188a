// The simulated sensors: values that can be, the same for the same moment, and sent with the key of the gateway.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@city/kernel/config/root';
import { eventually } from '@city/kernel/testing';
import { readStations, startSensors, valueAt } from './sensors.ts';

const stations = readStations(join(projectRoot(), 'city', 'haiphong'));
const hour = 3_600_000;

test('every quantity of every station can be, hour by hour for a month, and is the same when asked again', () => {
  const start = Date.parse('2026-09-01T00:00:00Z');
  for (const { code, metrics } of stations)
    for (const metric of metrics)
      for (let at = start; at < start + 720 * hour; at += hour) {
        const value = valueAt(metric, code, at);
        expect(value === null || Number.isNaN(value)).toBe(false);
        expect(valueAt(metric, code, at)).toBe(value);
      }
  const levels = Array.from(
    { length: 720 },
    (_, at) => valueAt('water_level', 'mn-cua-cam', start + at * hour) ?? 0,
  );
  expect(Math.max(...levels) - Math.min(...levels)).toBeGreaterThan(2);
});

test('it sends the past and then the present, with its key, and stops when told', async () => {
  const heard: { device: string; key: string; count: number }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const given = JSON.parse(body) as unknown[] | object;
      const device = new URL(request.url ?? '', 'http://city').searchParams.get('device') ?? '';
      heard.push({
        device,
        key: request.headers.authorization ?? '',
        count: Array.isArray(given) ? given.length : 1,
      });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as { port: number };
  const few = stations.slice(0, 2);
  const sensors = startSensors({
    url: `http://127.0.0.1:${port}`,
    key: 'hpd_x',
    stations: few,
    everyMilliseconds: 60_000,
  });
  await eventually(
    () => heard.filter(({ count }) => count === 1),
    ({ length }) => length === 2,
  );
  await sensors.stop();
  server.close();
  expect(new Set(heard.map(({ key }) => key))).toEqual(new Set(['Bearer hpd_x']));
  expect(heard.filter(({ count }) => count === 60)).toHaveLength(28);
});
