// The enhancer in a real browser: words beside fields, one sending, drafts, a missing network, photos, place, islands, live parts.
import type { ServerResponse } from 'node:http';
import { createElement, type ReactNode } from 'react';
import exifr from 'exifr';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasBrowser, openStage, type Stage } from '../testing/browser.ts';
import { translate } from '../testing/site.tsx';
import type { Answer } from '../testing/serve.ts';
import { PeoplePage, type PeoplePageProps } from './page.tsx';
import { renderPage } from './render.ts';

type Post = { url: string; key: string | undefined; type: string; body: Buffer };
type Reply = (response: ServerResponse) => void;

let stage: Stage;
let posts: Post[] = [];
let replies: Reply[] = [];
let streams: ServerResponse[] = [];
let visits = 0;

const html = (response: ServerResponse, status: number, page: string) =>
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(page);
const redirect =
  (to: string): Reply =>
  (response) =>
    response.writeHead(303, { location: to }).end();
const received: Reply = redirect('/received');

function bare(path: string, children: ReactNode, more: Partial<PeoplePageProps> = {}): string {
  return renderPage(
    createElement(PeoplePage, { title: 'Thử', lang: 'vi', t: translate('vi'), path, ...more, children }),
  );
}

const form = (children: ReactNode, more: Record<string, unknown> = {}) =>
  createElement(
    'form',
    { method: 'post', action: '/reports', ...more },
    children,
    createElement('button', { type: 'submit', 'data-busy': 'Đang gửi…' }, 'Gửi'),
  );

const ownPages: Record<string, () => string> = {
  '/received': () => bare('/received', 'Đã nhận', { draftClear: 'report:new simple' }),
  '/sign-in': () => bare('/sign-in', 'Đăng nhập'),
  '/simple': () =>
    bare(
      '/simple',
      form([createElement('input', { key: 'a', name: 'words', id: 'words', 'aria-label': 'Lời' })], {
        'data-draft': 'simple',
      }),
      { actorKey: 'lan' },
    ),
  '/simple-of-another': () =>
    bare(
      '/simple',
      form([createElement('input', { key: 'a', name: 'words', id: 'words', 'aria-label': 'Lời' })], {
        'data-draft': 'simple',
      }),
      { actorKey: 'minh' },
    ),
  '/islands': () =>
    bare('/islands', [
      createElement(
        'div',
        { key: 'a', 'data-island': 'demo', 'data-load': 'press', id: 'pressed' },
        createElement('button', { 'data-press': true, hidden: true, type: 'button' }, 'Mở'),
      ),
      createElement('div', { key: 'b', 'data-island': 'demo', id: 'seen' }, 'bản đồ'),
    ]),
  '/live': () =>
    bare('/live', createElement('section', { id: 'story', 'data-live': '/stream' }, `lần ${(visits += 1)}`)),
};

const answer: Answer = (request, response, body) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'POST') {
    posts.push({
      url: pathname,
      key: request.headers['idempotency-key'] as string | undefined,
      type: request.headers['content-type'] ?? '',
      body,
    });
    (replies.shift() ?? received)(response);
    return true;
  }
  if (pathname === '/assets/islands/demo.js') {
    response
      .writeHead(200, { 'content-type': 'text/javascript' })
      .end('export function mount(element) { element.textContent = "đảo " + element.id; }');
    return true;
  }
  if (pathname === '/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
    streams.push(response);
    return true;
  }
  const page = ownPages[pathname];
  if (page) html(response, 200, page());
  return page !== undefined;
};

const write = async (page: Page) => {
  await page.fill('#text', 'Nước ngập ngang bánh xe');
};
const send = (page: Page) => page.click('#send');
const notices = (page: Page) => page.locator('[data-notices]');

describe.skipIf(!hasBrowser)('the enhancer in Chromium (skipped where none is installed)', () => {
  beforeAll(async () => {
    stage = await openStage({ answer });
  });
  afterAll(() => stage?.close());
  beforeEach(() => {
    posts = [];
    replies = [];
    streams = [];
    visits = 0;
  });

  test('says what is missing in the server’s words, leads to it, and takes it back when mended', async () => {
    const { page, errors } = await stage.open('/reports/new');
    await page.fill('#phone', '12');
    await send(page);
    const summary = page.locator('[data-summary]');
    await expect.poll(() => summary.innerText()).toContain('Có 2 chỗ cần sửa');
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-summary'))).toBe(true);
    expect(
      await summary.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual(['#text', '#phone']);
    expect(await page.locator('#text-error').innerText()).toBe('Viết một dòng kể chuyện gì đang xảy ra.');
    expect(await page.getAttribute('#text', 'aria-describedby')).toBe('text-error');
    await page.fill('#text', 'Nước ngập');
    expect(await page.locator('#text-error').isVisible()).toBe(false);
    expect(await page.getAttribute('#text', 'aria-invalid')).toBeNull();
    expect(posts).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('sends a plain form once, however often it is pressed', async () => {
    const { page } = await stage.open('/simple');
    replies = [(response) => void setTimeout(() => received(response), 300)];
    await page.fill('#words', 'một');
    const words = await page.evaluate(() => {
      const button = document.querySelector('button')!;
      button.click();
      button.click();
      return button.textContent;
    });
    expect(words).toBe('Đang gửi…');
    await page.waitForURL('**/received');
    expect(posts).toHaveLength(1);
    await page.context().close();
  });

  test('brings back what was typed, for the same person only, until it is received or thrown away', async () => {
    const { page } = await stage.open('/simple');
    await page.fill('#words', 'dở dang');
    await page.waitForTimeout(600);
    await page.reload();
    await expect.poll(() => page.inputValue('#words')).toBe('dở dang');
    expect(await page.locator('.draft-notice').innerText()).toContain('Đã lấy lại bài viết dở');
    await page.goto(`${stage.site.origin}/simple-of-another`);
    await page.waitForTimeout(300);
    expect(await page.inputValue('#words')).toBe('');
    await page.goto(`${stage.site.origin}/simple`);
    await page.locator('.draft-notice button').click();
    expect(await page.inputValue('#words')).toBe('');
    await page.reload();
    await page.waitForTimeout(300);
    expect(await page.inputValue('#words')).toBe('');
    await page.fill('#words', 'gửi thật');
    await page.click('button[data-busy]');
    await page.waitForURL('**/received');
    await page.goto(`${stage.site.origin}/simple`);
    await page.waitForTimeout(300);
    expect(await page.inputValue('#words')).toBe('');
    await page.context().close();
  });

  test('keeps a report without network, with its photo, and sends it with its key when the network is back', async () => {
    const { page, errors } = await stage.open('/reports/new');
    const photo = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#884422' } })
      .jpeg()
      .toBuffer();
    await page.setInputFiles('#photos', { name: 'ngap.jpg', mimeType: 'image/jpeg', buffer: photo });
    await write(page);
    await page.context().setOffline(true);
    await send(page);
    await expect.poll(() => notices(page).innerText()).toContain('Đang không có mạng');
    expect(await page.locator('form.form').isVisible()).toBe(false);
    expect(posts).toEqual([]);
    await page.context().setOffline(false);
    await expect.poll(() => notices(page).innerText()).toContain('Đã gửi “Phản ánh của tôi”');
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatchObject({ url: '/reports', key: '0199-test' });
    expect(posts[0]!.body.includes(photo)).toBe(true);
    expect(posts[0]!.body.toString()).toContain('Nước ngập ngang bánh xe');
    expect(await notices(page).locator('a').getAttribute('href')).toContain('/received');
    expect(errors.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    await page.context().close();
  });

  test('does not take the sign-in page for an arrival', async () => {
    const { page } = await stage.open('/reports/new');
    await write(page);
    await page.context().setOffline(true);
    await send(page);
    await expect.poll(() => notices(page).innerText()).toContain('không có mạng');
    replies = [redirect('/sign-in')];
    await page.context().setOffline(false);
    await expect.poll(() => notices(page).innerText()).toContain('cần bạn xem lại');
    await notices(page).getByRole('button', { name: 'Gửi lại' }).click();
    await expect.poll(() => notices(page).innerText()).toContain('Đã gửi');
    expect(posts).toHaveLength(2);
    await page.context().close();
  });

  test('keeps a report that an overloaded server refused, and sends it on the next page', async () => {
    const { page } = await stage.open('/reports/new');
    replies = [(response) => response.writeHead(503, { 'retry-after': '600' }).end('bận')];
    await write(page);
    await send(page);
    await expect.poll(() => notices(page).innerText()).toContain('được giữ trên máy này');
    await page.goto(`${stage.site.origin}/simple-of-another`);
    await page.waitForTimeout(300);
    expect(posts).toHaveLength(1);
    await page.goto(`${stage.site.origin}/me/who-looked`);
    await expect.poll(() => notices(page).innerText()).toContain('Đã gửi');
    expect(posts).toHaveLength(2);
    await page.context().close();
  });

  test('shows the page that the server answers with when a field is to be mended', async () => {
    const { page } = await stage.open('/reports/new');
    const problems = await (await fetch(`${stage.site.origin}/reports/problems`)).text();
    replies = [(response) => html(response, 422, problems)];
    await write(page);
    await send(page);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-summary') ?? false))
      .toBe(true);
    expect(new URL(page.url()).pathname).toBe('/reports/new');
    await write(page);
    await send(page);
    await page.waitForURL('**/received');
    expect(posts).toHaveLength(2);
    await page.context().close();
  });

  test('makes large photos smaller, upright, and keeps their place and time', async () => {
    const { page, errors } = await stage.open('/reports/new');
    const noise = Buffer.from(
      Uint8Array.from({ length: 2600 * 1900 * 3 }, (_, index) => (index * 7919) % 251),
    );
    const large = await sharp(noise, { raw: { width: 2600, height: 1900, channels: 3 } })
      .withMetadata({ orientation: 6 })
      .withExifMerge({
        IFD0: { Make: 'Test' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '20/1 50/1 44/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '106/1 40/1 52/1',
        },
      })
      .jpeg({ quality: 95 })
      .toBuffer();
    expect((await sharp(large).metadata()).orientation).toBe(6);
    await page.setInputFiles('#photos', { name: 'lon.jpg', mimeType: 'image/jpeg', buffer: large });
    await expect.poll(() => page.locator('.photo-input-list canvas').count(), { timeout: 10_000 }).toBe(1);
    await write(page);
    await send(page);
    await page.waitForURL('**/received');
    const boundary = /boundary=(\S+)/.exec(posts[0]!.type)![1]!;
    const start = posts[0]!.body.indexOf('\r\n\r\n', posts[0]!.body.indexOf('filename="lon.jpg"')) + 4;
    const small = posts[0]!.body.subarray(start, posts[0]!.body.indexOf(`\r\n--${boundary}`, start));
    const { width, height, orientation } = await sharp(small).metadata();
    expect(Math.max(width, height)).toBe(2048);
    expect(height).toBeGreaterThan(width);
    expect(orientation).toBe(1);
    expect(small.length).toBeLessThan(large.length);
    const place = await exifr.gps(small);
    expect(place.latitude).toBeCloseTo(20.8456, 3);
    expect(place.longitude).toBeCloseTo(106.6811, 3);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('takes no more photos than allowed, and lets one be taken away', async () => {
    const { page } = await stage.open('/reports/new');
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#226644' } })
      .jpeg()
      .toBuffer();
    const file = (name: string) => ({ name, mimeType: 'image/jpeg', buffer: photo });
    await page.setInputFiles('#photos', [file('1.jpg'), file('2.jpg')]);
    await expect.poll(() => page.locator('.photo-input-list li').count()).toBe(2);
    await page.setInputFiles('#photos', [file('3.jpg'), file('4.jpg')]);
    await expect.poll(() => page.locator('.photo-input-list li').count()).toBe(3);
    expect(await page.locator('.photo-input-note').innerText()).toContain('Chỉ gửi được 3 ảnh');
    await page.locator('.photo-input-list button').first().click();
    await expect.poll(() => page.locator('.photo-input-list li').count()).toBe(2);
    expect(
      await page.evaluate(() => (document.querySelector('#photos') as HTMLInputElement).files!.length),
    ).toBe(2);
    await page.context().close();
  });

  test('fills in the place when asked', async () => {
    const { page } = await stage.open('/reports/new', {
      geolocation: { latitude: 20.861234, longitude: 106.701234, accuracy: 12 },
      permissions: ['geolocation'],
    });
    await page.click('[data-geolocate]');
    await expect.poll(() => page.inputValue('#lat')).toBe('20.86123');
    expect(await page.inputValue('#lon')).toBe('106.70123');
    expect(await page.locator('#place-status').innerText()).toContain('khoảng 12 m');
    await page.context().close();
  });

  test('loads islands when seen or pressed', async () => {
    const { page, errors } = await stage.open('/islands');
    await expect.poll(() => page.locator('#seen').innerText()).toBe('đảo seen');
    await page.locator('#pressed button').click();
    await expect.poll(() => page.locator('#pressed').innerText()).toBe('đảo pressed');
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('renews a live part when the stream says so', async () => {
    const { page } = await stage.open('/live');
    expect(await page.locator('#story').innerText()).toBe('lần 1');
    await expect.poll(() => streams.length).toBe(1);
    streams[0]!.write('data: changed\n\n');
    await expect.poll(() => page.locator('#story').innerText()).toBe('lần 2');
    await page.context().close();
  });

  test('forms work without any script', async () => {
    const { page } = await stage.open('/reports/new', { javaScriptEnabled: false });
    await write(page);
    await send(page);
    await page.waitForURL('**/received');
    expect(posts).toHaveLength(1);
    await page.context().close();
  });
});
