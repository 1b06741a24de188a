// The demo city's sensors: a gateway that posts the newest values of every station to the city, again and again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { valueAt } from './sources.ts';

export { valueAt } from './sources.ts';

export interface Station {
  readonly code: string;
  readonly kind: string;
  readonly title: string;
  readonly lat: number;
  readonly lon: number;
  readonly metrics: readonly string[];
}

export interface SensorSimulator {
  stop(): Promise<void>;
}

/** The stations of `city/…/sensing/demo-stations.json`. */
export function readStations(cityFolder: string): readonly Station[] {
  const { stations } = JSON.parse(
    readFileSync(join(cityFolder, 'sensing', 'demo-stations.json'), 'utf8'),
  ) as { stations: Station[] };
  return stations;
}

export interface SensorOptions {
  /** Where the city listens. */
  readonly url: string;
  /** Key of the gateway that speaks for the stations. */
  readonly key: string;
  readonly stations: readonly Station[];
  readonly everyMilliseconds: number;
}

/** So that the demo has a morning behind it when it begins. */
const pastHours = 14;

/** Begins at once; a round that the city does not take is not repeated, as with a cheap sensor. */
export function startSensors({ url, key, stations, everyMilliseconds }: SensorOptions): SensorSimulator {
  const stopped = new AbortController();
  const send = async (code: string, body: unknown): Promise<void> => {
    await fetch(`${url}/api/ingest/telemetry?device=${code}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
      signal: stopped.signal,
    });
  };
  const said = ({ code, metrics }: Station, ts: number) => ({
    ts,
    values: Object.fromEntries(metrics.map((metric) => [metric, valueAt(metric, code, ts)])),
  });
  const round = (): Promise<unknown> =>
    Promise.allSettled(
      stations.map((station) => send(station.code, said(station, Math.floor(Date.now() / 1000) * 1000))),
    );
  /** What would have been said in the last hours, minute by minute, in messages of an hour. */
  const past = async (): Promise<void> => {
    const now = Math.floor(Date.now() / 60_000) * 60_000;
    for (let back = pastHours; back > 0 && !stopped.signal.aborted; back--)
      await Promise.allSettled(
        stations.map((station) =>
          send(
            station.code,
            Array.from({ length: 60 }, (_, minute) =>
              said(station, now - back * 3_600_000 + minute * 60_000),
            ),
          ),
        ),
      );
  };
  let running: Promise<unknown> = past().then(round);
  const timer = setInterval(() => {
    running = running.then(round);
  }, everyMilliseconds);
  return {
    stop: async () => {
      clearInterval(timer);
      stopped.abort();
      await running;
    },
  };
}
