// Boxes, addresses and what happened since a list was fetched.
import { describe, expect, it } from 'vitest';
import { eventNames, queues } from '../contract.ts';
import { hear, noNews } from './news.ts';
import { boxGroups, goesByDue, readAddress, searchHref, writeAddress } from './queues.ts';
import { liveNames } from './reports-live.ts';

const t = (text: string) => text;

describe('addresses of the inbox', () => {
  it('are read as they were written', () => {
    const opened = { queue: 'new', q: 'cống & rãnh', code: 'HP-1', page: 'action' } as const;
    expect(readAddress(writeAddress(opened))).toEqual(opened);
  });
  it('with a queue nobody knows open the one by due time', () => {
    expect(readAddress('/desk/reports?queue=nonsense')).toEqual({
      queue: 'due',
      q: '',
      code: null,
      page: 'list',
    });
  });
  it('of a search look through everything; an empty search leads back', () => {
    expect(readAddress(searchHref('hồ sen'))).toMatchObject({ queue: 'all', q: 'hồ sen' });
    expect(readAddress(searchHref(''))).toMatchObject({ queue: 'due', q: '' });
  });
});

describe('boxes', () => {
  it('are queues of the interface, each once', () => {
    const shown = boxGroups(t).flatMap(({ boxes }) => boxes.map(({ queue }) => queue));
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown.every((queue) => queues.includes(queue))).toBe(true);
  });
  it('go by due time where somebody still owes work', () => {
    expect(queues.filter(goesByDue)).toEqual([
      'overdue',
      'due',
      'new',
      'mine',
      'unassigned',
      'returned',
      'approval',
      'asked',
      'elsewhere',
    ]);
  });
});

it('the stream is asked for every event of reports', () => {
  expect(liveNames.toSorted()).toEqual(Object.values(eventNames).toSorted());
});

describe('news', () => {
  const rows = [{ trackingCode: 'A', version: 2 }];
  const here = { body: 'ubnd-1', queue: 'due' } as const;
  const facts = { trackingCode: 'A', seq: 3, body: 'ubnd-1', state: 'accepted' } as const;
  it('mark a row that changed', () => {
    expect([...hear(noNews, facts, rows, here).changed]).toEqual(['A']);
  });
  it('pass over a step that this desk took itself', () => {
    expect(hear(noNews, { ...facts, seq: 2 }, rows, here)).toBe(noNews);
  });
  it('count a report that came to this body', () => {
    expect([...hear(noNews, { ...facts, trackingCode: 'B', state: 'new' }, rows, here).newcomers]).toEqual([
      'B',
    ]);
  });
  it('leave out what came to another body or is done', () => {
    expect(hear(noNews, { ...facts, trackingCode: 'B', body: 'other' }, rows, here)).toBe(noNews);
    expect(hear(noNews, { ...facts, trackingCode: 'B', state: 'closed' }, rows, here)).toBe(noNews);
  });
  it('count among the new only what nobody has accepted', () => {
    const inNew = { ...here, queue: 'new' } as const;
    expect(hear(noNews, { ...facts, trackingCode: 'B' }, rows, inNew)).toBe(noNews);
  });
});
