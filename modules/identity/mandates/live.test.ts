// Open pages hear at once when a mandate of their reader changes; the principal is told when somebody begins to act for them.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually, queuedMessages } from '@city/kernel/testing';
import { type Browser, identityCity, type IdentityCity } from '../testing/identity-city.ts';
import { mandateStage, type Stage } from '../testing/people.ts';
import { takeStep } from './step.action.ts';

let city: IdentityCity;
let stage: Stage;
let origin: string;
const open: Stream[] = [];
beforeAll(async () => {
  city = await identityCity({ work: true, relay: true });
  stage = mandateStage(city);
  origin = await city.city.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  for (const stream of open) stream.close();
  await city.stop();
});
beforeEach(async () => {
  city.city.clock.set('2026-11-28T02:00:00Z');
  await city.city.sql('truncate identity.mandate cascade');
});

interface Stream {
  readonly text: () => string;
  close(): void;
}

/** Reads a browser's live stream, the way an open page does. */
async function listen(browser: Browser): Promise<Stream> {
  const stop = new AbortController();
  const answer = await fetch(`${origin}/api/live?topics=mandates`, {
    headers: { cookie: `city_session=${browser.session}` },
    signal: stop.signal,
  });
  expect(answer.status).toBe(200);
  let text = '';
  const read = async () => {
    for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) text += part;
  };
  void read().catch(() => undefined);
  await eventually(
    () => text,
    (now) => now.includes('event: ready'),
  );
  const stream = { text: () => text, close: () => stop.abort() };
  open.push(stream);
  return stream;
}

test('both parties’ open pages hear of a revocation and then show that it is over; others hear nothing', async () => {
  const mandate = await stage.attorney('do-thi-nhan', 'tran-van-hung');
  const agent = await stage.signedIn('tran-van-hung');
  const giver = await stage.signedIn('do-thi-nhan');
  const stranger = await stage.signedIn('vu-hoang-long');
  await agent.browser.json('/api/me/acting', { mandate });
  const [ofAgent, ofGiver, ofStranger] = [
    await listen(agent.browser),
    await listen(giver.browser),
    await listen(stranger.browser),
  ];
  await takeStep(stage.m, await stage.actor('do-thi-nhan'), { id: mandate, step: 'revoke' });
  for (const stream of [ofAgent, ofGiver]) {
    const heard = await eventually(stream.text, (text) => text.includes('event: mandate'));
    expect(heard).toContain(`data: {"mandate":"${mandate}"}`);
    expect(heard).not.toMatch(/Nhàn|Hùng/);
  }
  expect((await agent.browser.json('/api/me/acting')).json().current.powers).toEqual([]);
  // A later change of the stranger's own arrives, so what came before it would have arrived too.
  const other = await stage.attorney('do-thi-nhan', 'vu-hoang-long');
  const heard = await eventually(ofStranger.text, (text) => text.includes(other));
  expect(heard).not.toContain(mandate);
});

test('nobody listens who is not signed in', async () => {
  const answer = await city.city.app.inject({ url: '/api/live?topics=mandates' });
  expect(answer.statusCode).toBe(401);
});

test('the principal is told once a day when somebody begins to act for them, and where to end it', async () => {
  const mandate = await stage.attorney('do-thi-nhan', 'tran-van-hung');
  const agent = await stage.signedIn('tran-van-hung');
  const giver = await stage.signedIn('do-thi-nhan');
  const told = async () =>
    (await queuedMessages<{ what: string; path: string }>(city.city)).filter(
      ({ template, params }) =>
        template === 'identity.mandate' && params.what === 'acting' && params.path.endsWith(mandate),
    );
  for (const choice of [mandate, null, mandate])
    await agent.browser.json('/api/me/acting', { mandate: choice });
  expect((await told()).map(({ recipient, params }) => [recipient, params.path])).toEqual([
    [`person:${giver.id}`, `/me/mandates/${mandate}`],
  ]);
  city.city.clock.advance(86_400_000);
  await agent.browser.signIn('tran-van-hung');
  await agent.browser.json('/api/me/acting', { mandate });
  expect(await told()).toHaveLength(2);
});

test('what a narrowing took stands in the history of both sides, and in no stranger’s', async () => {
  const id = await stage.attorney('do-thi-nhan', 'tran-van-hung');
  const giver = await stage.signedIn('do-thi-nhan');
  const agent = await stage.signedIn('tran-van-hung');
  await takeStep(stage.m, await stage.actor('do-thi-nhan'), {
    id,
    step: 'narrow',
    powers: ['service.apply'],
    to: '2026-12-15',
  });
  const own = (await giver.browser.open(`/me/mandates/${id}`)).body;
  expect(own).toContain('Bạn đã thu hẹp');
  expect(own).toContain('Không còn: Gửi và theo dõi phản ánh.');
  expect(own).toContain('Đến hết thứ Ba, 15/12/2026 thay vì thứ Năm, 31/12/2026.');
  expect((await agent.browser.open(`/me/mandates/${id}`)).body).toContain('Đã được thu hẹp');
  const seen = await stage.m.db.transaction(await stage.actor('vu-hoang-long'), (tx) =>
    tx.db.selectFrom('identity.narrowing').selectAll().execute(),
  );
  expect(seen).toEqual([]);
});
