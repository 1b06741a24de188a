// The connection to the live stream, against a server whose line can be cut, forgotten and left for dead.
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveStream } from './live-stream.ts';

let server: Server;
let address = '';
let viewers: ServerResponse[] = [];
let asked: string[] = [];
let onConnect: (response: ServerResponse, after: string | null) => void = ready;
const heard: unknown[] = [];
const times: number[] = [];

function ready(response: ServerResponse): void {
  response.write('event: ready\ndata: {"at":"2026-09-08T02:30:00.000Z"}\n\n');
}

beforeEach(async () => {
  heard.length = 0;
  times.length = 0;
  viewers = [];
  asked = [];
  onConnect = ready;
  server = createServer((request, response) => {
    asked.push(request.url!);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    viewers.push(response);
    onConnect(response, new URL(request.url!, 'http://city').searchParams.get('after'));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

function connect(silenceMs = 5_000): LiveStream {
  return new LiveStream({
    topics: ['reports', 'weather'],
    fetch: (path, init) => fetch(`${address}${path as string}`, init),
    silenceMs,
    retryMs: { first: 20, most: 80 },
    handlers: {
      message: (name, data) => heard.push([name, data]),
      ready: (gap) => heard.push(gap ? 'ready after a gap' : 'ready'),
      lost: () => heard.push('lost'),
      time: (ms) => times.push(ms),
    },
  });
}

const message = (id: string, n: number) => `id: ${id}\nevent: filed\ndata: ${n}\n\n`;

test('one connection carries all topics, the messages and the time of the server', async () => {
  onConnect = (response) => {
    ready(response);
    response.write(`: 1790000000000\n\n${message('1.1', 5)}`);
  };
  const stream = connect();
  await vi.waitFor(() => expect(heard).toEqual(['ready', ['filed', 5]]));
  expect(asked).toEqual(['/api/live?topics=reports,weather']);
  expect(times).toEqual([Date.parse('2026-09-08T02:30:00.000Z'), 1_790_000_000_000]);
  stream.close();
});

test('after a break it resumes behind the last message it has', async () => {
  const stream = connect();
  await vi.waitFor(() => expect(viewers).toHaveLength(1));
  viewers[0]!.write(message('7.3', 1));
  await vi.waitFor(() => expect(heard).toContainEqual(['filed', 1]));
  viewers[0]!.destroy();
  await vi.waitFor(() => expect(heard.filter((one) => one === 'ready')).toHaveLength(2));
  expect(asked[1]).toContain('after=7.3');
  expect(heard).toContain('lost');
  stream.close();
});

test('a break before the first message leaves a gap, and says so', async () => {
  const stream = connect();
  await vi.waitFor(() => expect(heard).toEqual(['ready']));
  viewers[0]!.destroy();
  await vi.waitFor(() => expect(heard).toEqual(['ready', 'lost', 'ready after a gap']));
  stream.close();
});

test('a server that no longer has the messages says reset: that is a gap', async () => {
  const stream = connect();
  await vi.waitFor(() => expect(viewers).toHaveLength(1));
  viewers[0]!.write(message('7.3', 1));
  await vi.waitFor(() => expect(heard).toContainEqual(['filed', 1]));
  onConnect = (response) => {
    response.write('event: reset\ndata: {}\n\n');
    ready(response);
  };
  viewers[0]!.destroy();
  await vi.waitFor(() => expect(heard).toContain('ready after a gap'));
  stream.close();
});

test('a line that says nothing any more is given up, although nobody closed it', async () => {
  const stream = connect(150);
  await vi.waitFor(() => expect(asked.length).toBeGreaterThanOrEqual(2), { timeout: 3_000 });
  expect(heard).toContain('lost');
  stream.close();
});

test('a closed stream stays closed', async () => {
  const stream = connect();
  await vi.waitFor(() => expect(heard).toEqual(['ready']));
  stream.close();
  await vi.waitFor(() => expect(viewers[0]!.destroyed || viewers[0]!.closed).toBe(true));
  expect(asked).toHaveLength(1);
});
