// Reading of server-sent events.
import { expect, test } from 'vitest';
import { eventStreamReader, type StreamEvent } from './event-stream.ts';

function readAll(chunks: readonly string[]) {
  const events: StreamEvent[] = [];
  const comments: string[] = [];
  const read = eventStreamReader({
    event: (event) => events.push(event),
    comment: (text) => comments.push(text),
  });
  for (const chunk of chunks) read(chunk);
  return { events, comments };
}

const sample =
  'retry: 1500\n\n: 1790000000000\n\nid: 12.5\nevent: feedback.report.filed\ndata: {"unit":"11407"}\n\nevent: ready\ndata: {}\n\n';

test('events have a name, data and the last id', () => {
  expect(readAll([sample])).toEqual({
    comments: ['1790000000000'],
    events: [
      { id: '12.5', name: 'feedback.report.filed', data: '{"unit":"11407"}' },
      { id: '12.5', name: 'ready', data: '{}' },
    ],
  });
});

test('it makes no difference where the network cuts the text', () => {
  const whole = readAll([sample]);
  for (let size = 1; size < 9; size++) {
    const chunks = sample.match(new RegExp(`[^]{1,${size}}`, 'g'))!;
    expect(readAll(chunks)).toEqual(whole);
  }
});

test('line ends of every kind are understood', () => {
  expect(readAll(['data: a\r', '\ndata: b\r\n\r\n']).events).toEqual([
    { id: null, name: 'message', data: 'a\nb' },
  ]);
});

test('an endless line is refused', () => {
  const read = eventStreamReader({ event: () => {}, comment: () => {} });
  expect(() => read('x'.repeat(1_000_001))).toThrow('never ends');
});
