// The page "me" in the running city: what it shows, what it keeps to itself.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { citizen, type TestCity } from '@city/kernel/testing';
import { type IdentityCity, identityCity } from '../testing/identity-city.ts';

let started: IdentityCity;
let city: TestCity;
beforeAll(async () => {
  started = await identityCity();
  ({ city } = started);
});
afterAll(() => started?.stop());

it('shows people what the city knows, numbers masked', async () => {
  const browser = started.browser();
  await browser.signIn('nguyen-thi-mai');
  const page = await browser.open('/me');
  expect(page.statusCode).toBe(200);
  expect(page.headers['cache-control']).toBe('no-store');
  for (const words of [
    'Nguyễn Thị Mai',
    '•••••••••001',
    '8/3/1990',
    'Mức 2, đã đối chiếu',
    'Mức xác thực 2',
    'thứ Ba, 8/9/2026, 17:30',
  ]) {
    expect(page.body).toContain(words);
  }
  expect(page.body).not.toContain('031190000001');
  expect(page.body).not.toContain('900000001');
  expect(page.body).not.toContain('Bạn đang làm việc với tư cách');
});

it('shows officials their posts, says where else they are signed in, and speaks English', async () => {
  const [phone, desk] = [started.browser(), started.browser()];
  await phone.signIn('ngo-thi-hanh');
  await desk.signIn('ngo-thi-hanh');
  const page = (await desk.open('/me?lang=en', undefined, { 'accept-language': 'en' })).body;
  expect(page).toContain('Coordinator · 1022 Coordination');
  expect(page).toContain('Moderator · 1022 Coordination');
  expect(page).toContain('You are also signed in at 1 other place.');
  city.clock.advance(31 * 60_000);
  await desk.signIn('ngo-thi-hanh');
  expect((await desk.open('/me')).body).not.toContain('Bạn còn đăng nhập ở');
});

it('shows a person who is known by other means what little there is', async () => {
  const me = await city.as(citizen({ name: 'Trần Thị Mẫu' })).get('/me', { accept: 'text/html' });
  expect([me.statusCode, me.body.includes('Trần Thị Mẫu')]).toEqual([200, true]);
  const data = (await city.as(citizen()).get('/api/me')).json();
  expect(data).toMatchObject({ kind: 'citizen', session: null, posts: [] });
  const post = await city.as(citizen()).post('/api/me/post', { post: null });
  expect([post.statusCode, post.json().code]).toEqual([409, 'session_needed']);
});
