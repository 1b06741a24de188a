// What happened since the list was fetched: rows are marked where they stand, newcomers wait until they are asked in.
import { isOpen } from '../cases/states.ts';
import { useCallback, useState } from 'react';
import type { DeskItem, EventFacts, Queue } from '../contract.ts';
import { useHeard } from './reports-live.ts';

export type News = {
  /** Codes of rows that changed after they were fetched. */
  changed: ReadonlySet<string>;
  /** Codes that would stand in the list if it were fetched now. */
  newcomers: ReadonlySet<string>;
  /** Something may have been missed. */
  isGap: boolean;
};

export const noNews: News = { changed: new Set(), newcomers: new Set(), isGap: false };

type Row = Pick<DeskItem, 'trackingCode' | 'version'>;

/** Boxes into which a report that just came or changed may belong. */
const takesNewcomers: readonly Queue[] = ['overdue', 'due', 'new', 'unassigned', 'all'];

/** What one event means for a list. Own steps are known already: their row carries the event's number as its version. */
export function hear(
  news: News,
  facts: Pick<EventFacts, 'trackingCode' | 'seq' | 'body' | 'state'>,
  rows: readonly Row[],
  here: { body: string; queue: Queue },
): News {
  const row = rows.find(({ trackingCode }) => trackingCode === facts.trackingCode);
  if (row)
    return facts.seq <= row.version
      ? news
      : { ...news, changed: new Set(news.changed).add(facts.trackingCode) };
  const isOurs = facts.body === here.body && takesNewcomers.includes(here.queue);
  const fits = here.queue === 'all' || isOpen(facts.state);
  const isNew = here.queue !== 'new' || facts.state === 'new' || facts.state === 'returned';
  if (!isOurs || !fits || !isNew) return news;
  return { ...news, newcomers: new Set(news.newcomers).add(facts.trackingCode) };
}

export function useNews(rows: readonly Row[], body: string, queue: Queue) {
  const [news, setNews] = useState({ queue, ...noNews });
  const current = news.queue === queue ? news : { queue, ...noNews };
  useHeard((facts) => {
    setNews((before) => {
      const base = before.queue === queue ? before : noNews;
      return {
        queue,
        ...(facts === null ? { ...base, isGap: true } : hear(base, facts, rows, { body, queue })),
      };
    });
  });
  const clear = useCallback(() => setNews({ queue, ...noNews }), [queue]);
  const read = useCallback((code: string) => {
    setNews((before) => ({ ...before, changed: new Set([...before.changed].filter((one) => one !== code)) }));
  }, []);
  return { ...current, clear, read };
}
