// How the wall asks the city: JSON from our own server, with a limit of time, and the server's clock read along the way.
import type { FeedSource } from '@city/ui/wall';
import type { CityClock } from './city-clock.ts';

const timeoutMs = 10_000;

/** @throws Error when the answer is no success or takes longer than ten seconds. */
export function citySource(clock: CityClock): FeedSource {
  return {
    now: clock.now,
    async get<T>(path: string): Promise<T> {
      const answer = await fetch(path, {
        headers: { accept: 'application/json' },
        cache: 'no-cache',
        signal: AbortSignal.timeout(timeoutMs),
      });
      clock.hear(Date.parse(answer.headers.get('date') ?? ''), 'header');
      if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
      return (await answer.json()) as T;
    },
  };
}
