// The moderators' screen in a real browser: regions by hand and by keys, words masked, hidden with a reason, on to the next; also on a phone.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axeFaults } from '@city/ui/testing/axe';
import { anonymous } from '@city/kernel/access';
import type { TestCity } from '@city/kernel/testing';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LookView } from '../../moderation/moderation-schemas.ts';
import { random } from '../../seed/random.ts';
import { scene } from '../../seed/scene.ts';
import { aReport, type Filed, file, people, reportsCity } from '../../testing.ts';
import { buildDesk, desk, executablePath, freePort, surroundings } from '../desk-stage.testing.ts';

const me = people.moderator;
const patience = { timeout: 10_000 };
/** Where pictures of the screen go when somebody wants to look at them. */
const pictures = process.env['CITY_PICTURES'];

describe.skipIf(!existsSync(executablePath) || !existsSync(desk))(
  'the moderators’ screen in a browser',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'city-moderation-'));
    let city: TestCity;
    let browser: Browser;
    let base: string;
    let ticket: string;
    const filed: Filed[] = [];

    async function pictured(service: string, words: string): Promise<Filed> {
      const fields = aReport({ service, words });
      const answer = await city
        .as(anonymous)
        .form(
          '/api/reports',
          Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)])),
          [
            {
              field: 'photos',
              filename: 'a.jpg',
              contentType: 'image/jpeg',
              data: await scene(service, random(filed.length + 7)),
            },
          ],
        );
      expect(answer.statusCode, answer.body).toBe(201);
      return answer.json();
    }

    beforeAll(async () => {
      await buildDesk(folder);
      const port = await freePort();
      base = `http://localhost:${port}`;
      city = await reportsCity({
        environment: { PUBLIC_URL: base },
        plugins: surroundings(folder, me) as never,
        start: { relay: true, work: false },
      });
      ticket = (await city.as(me).get('/ticket')).json().ticket;
      filed.push(await pictured('flooding', 'Ngập trước cổng trường, gọi cô Lan 0912 345 678 để vào'));
      city.clock.advance(60_000);
      filed.push(await pictured('pothole', 'Ổ gà sâu, xe 15A-123.45 đã ngã'));
      city.clock.advance(60_000);
      filed.push(await file(city, { words: 'Nhà hàng xóm đổ trộm rác, ông ấy tên Tư' }));
      for (let at = 0; at < 3; at++)
        await city.as(anonymous).inject({
          method: 'POST',
          url: `/api/reports/${filed[2]!.trackingCode}/flags`,
          remoteAddress: `10.1.${at}.1`,
          payload: { why: 'personal', words: 'Nêu tên người thật, không có bằng chứng' },
        });
      await city.app.listen({ port, host: 'localhost' });
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
    }, 180_000);
    afterAll(async () => {
      await browser?.close();
      await city?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    async function open(size: {
      width: number;
      height: number;
    }): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
      const context = await browser.newContext({
        viewport: size,
        locale: 'vi-VN',
        extraHTTPHeaders: { 'test-actor': ticket },
      });
      context.setDefaultTimeout(8_000);
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(`${base}/desk/reports/moderation`);
      await page.locator('[role=listbox] [role=option]').first().waitFor();
      return { context, page, errors };
    }

    const keep = async (page: Page, name: string) => {
      if (!pictures) return;
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    };
    const look = async (report: Filed) =>
      (await city.as(me).get(`/api/desk/moderation/${report.trackingCode}`)).json<LookView>();
    const chosen = (page: Page) => page.locator('[role=option][aria-selected=true]').getAttribute('id');

    it('what many object to comes first; hidden with a reason, it is gone for the public, and the next one opens', async () => {
      const { context, page, errors } = await open({ width: 1440, height: 900 });
      await expect.poll(() => chosen(page), patience).toBe(`work-${filed[2]!.trackingCode}`);
      await page.getByText('Nhiều người báo, xem ngay').waitFor();
      await page.locator('.look-story b').first().waitFor();
      expect(await page.locator('.look-story b').first().textContent()).toBe(
        'Lộ tên, số điện thoại, giấy tờ của ai đó',
      );
      await page.keyboard.press('h');
      await page.keyboard.type('Nêu tên người không có bằng chứng');
      await page.getByRole('button', { name: 'Ẩn phản ánh' }).click();
      await page.locator('.det .banner').waitFor();
      expect((await city.as(anonymous).get(`/api/reports/${filed[2]!.trackingCode}`)).statusCode).toBe(404);
      await page.getByRole('button', { name: 'Báo đúng' }).click();
      await expect.poll(() => chosen(page), patience).toBe(`work-${filed[0]!.trackingCode}`);
      expect((await look(filed[2]!)).raised.map(({ decision }) => decision)).toEqual(Array(3).fill('upheld'));
      expect(errors).toEqual([]);
      await context.close();
    });

    it('a region is dragged, another made and moved by keys; covered, the public copy has both for good', async () => {
      const { context, page, errors } = await open({ width: 1440, height: 900 });
      await expect.poll(() => chosen(page), patience).toBe(`work-${filed[0]!.trackingCode}`);
      const picture = page.locator('.cover-picture');
      await page.locator('.cover-picture img').evaluate((image: HTMLImageElement) => image.decode());
      const box = (await picture.boundingBox())!;
      const point = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
      await page.mouse.move(...point(0.1, 0.1));
      await page.mouse.down();
      await page.mouse.move(...point(0.2, 0.3), { steps: 4 });
      await page.mouse.move(...point(0.3, 0.4), { steps: 4 });
      await page.mouse.up();
      await keep(page, 'moderation-1440-dragged');
      await page.getByRole('button', { name: 'Thêm vùng' }).click();
      await page.getByRole('button', { name: /^Vùng 2/ }).focus();
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowUp'])
        await page.keyboard.press(key);
      await keep(page, 'moderation-1440-regions');
      expect(await axeFaults(page)).toEqual([]);
      const before = (await city.as(anonymous).get(filed[0]!.photos[0]!.url)).rawPayload;
      await page.locator('.det h2').click();
      await page.keyboard.press('s');
      await expect.poll(async () => (await look(filed[0]!)).photos[0]!.regions.length, patience).toBe(2);
      const [first, second] = (await look(filed[0]!)).photos[0]!.regions;
      for (const [side, share] of Object.entries({ x: 0.1, y: 0.1, width: 0.2, height: 0.3 }))
        expect(Math.abs(first![side as 'x'] - share), side).toBeLessThan(0.01);
      expect(second).toEqual({ x: 0.42, y: 0.41, width: 0.21, height: 0.19 });
      expect((await city.as(anonymous).get(filed[0]!.photos[0]!.url)).rawPayload.equals(before)).toBe(false);
      await page.locator('.cover-picture img[src*="v=1"]').waitFor();
      await keep(page, 'moderation-1440-covered');
      await page.getByRole('button', { name: /^Vùng 2/ }).focus();
      await page.keyboard.press('Delete');
      await page.locator('.det h2').click();
      await page.keyboard.press('s');
      await expect.poll(async () => (await look(filed[0]!)).photos[0]!.regions.length, patience).toBe(1);
      expect(errors).toEqual([]);
      await context.close();
    });

    it('marks what was masked, masks what is chosen, and A leads on to the next', async () => {
      const { context, page, errors } = await open({ width: 1440, height: 900 });
      await expect.poll(() => chosen(page), patience).toBe(`work-${filed[0]!.trackingCode}`);
      await expect
        .poll(() => page.locator('.look mark').allTextContents(), patience)
        .toEqual(['0912 345 678']);
      await page.locator('#look-public-words').evaluate((area: HTMLTextAreaElement) => {
        const at = area.value.indexOf('cô Lan');
        area.focus();
        area.setSelectionRange(at, at + 'cô Lan'.length);
      });
      await page.getByRole('button', { name: 'Che đoạn đang bôi chọn' }).click();
      await page.getByLabel('Lý do sửa').fill('Nêu tên một người');
      await page.getByRole('button', { name: 'Lưu lời công khai' }).click();
      await expect
        .poll(
          async () => (await city.as(anonymous).get(`/api/reports/${filed[0]!.trackingCode}`)).json().words,
          patience,
        )
        .toBe('Ngập trước cổng trường, gọi [đã che] [đã che số điện thoại] để vào');
      await page.locator('.det h2').click();
      await page.keyboard.press('a');
      await expect.poll(() => chosen(page), patience).toBe(`work-${filed[1]!.trackingCode}`);
      expect(await look(filed[0]!)).toMatchObject({ reasons: [], photos: [{ lookedBy: me.post!.title }] });
      expect(errors).toEqual([]);
      await context.close();
    });

    it('the original opens only with a purpose, which stands on the trail', async () => {
      const { context, page } = await open({ width: 1440, height: 900 });
      await page.getByText('Xem ảnh gốc').click();
      expect(await page.getByRole('button', { name: 'Mở ảnh gốc' }).isDisabled()).toBe(true);
      await page.getByLabel('Cần xem để làm gì').fill('Đối chiếu khiếu nại số 12');
      await page.getByRole('button', { name: 'Mở ảnh gốc' }).click();
      await page.locator('.look-original').waitFor();
      const reads = await city.sql(
        `select 1 from trail.entry where action = 'file.original.read' and purpose = 'Đối chiếu khiếu nại số 12'`,
      );
      expect(reads).toHaveLength(1);
      await context.close();
    });

    it('a sender kept out stands on the screen of bans with why and until when; ended early, among those that are over', async () => {
      const { trackingCode } = filed[1]!;
      await city.sql(
        `insert into feedback.sender (report_id, filed_at, phone)
         select report_id, filed_at, sha256('a phone') from feedback.report where tracking_code = $1
         on conflict (report_id) do update set phone = excluded.phone`,
        [trackingCode],
      );
      const banned = await city.as(me).post(`/api/desk/moderation/${trackingCode}/ban`, {
        kind: 'phone',
        days: 7,
        reason: 'Gửi 20 phản ánh bịa',
      });
      expect(banned.statusCode, banned.body).toBe(200);
      const { context, page, errors } = await open({ width: 1440, height: 900 });
      await page.getByRole('link', { name: 'Người gửi bị chặn' }).click();
      await page
        .locator('.bans-one')
        .waitFor()
        .catch(() => keep(page, 'bans-fail'));
      await page.getByRole('heading', { name: 'Số điện thoại' }).waitFor();
      await page.getByText('Bỏ chặn trước hạn').click();
      await page.getByRole('button', { name: 'Bỏ chặn', exact: true }).click();
      await page.getByText('Ghi lý do; ai xem lại cũng hiểu').waitFor();
      await keep(page, 'bans-1440');
      expect(await axeFaults(page)).toEqual([]);
      await page.getByLabel('Vì sao bỏ chặn').fill('Nhầm số');
      await page.getByRole('button', { name: 'Bỏ chặn', exact: true }).click();
      await page.getByText('Không ai bị chặn').waitFor();
      await page.getByRole('link', { name: 'Đã hết' }).click();
      await page.getByText(/Nhầm số/).waitFor();
      await page.setViewportSize({ width: 390, height: 844 });
      await keep(page, 'bans-390');
      expect(await axeFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      const lifted = await city.sql(`select 1 from trail.entry where action = 'sender.ban.lift'`);
      expect(lifted).toHaveLength(1);
      expect(errors).toEqual([]);
      await context.close();
    });

    it('on a phone the list, then the report with its decision below; everything large enough for a thumb', async () => {
      const { context, page, errors } = await open({ width: 390, height: 844 });
      await keep(page, 'moderation-390-list');
      expect(await axeFaults(page)).toEqual([]);
      await page.locator('[role=option]').first().click();
      await page.locator('.cover-picture img').evaluate((image: HTMLImageElement) => image.decode());
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await keep(page, 'moderation-390-report');
      await page.getByRole('button', { name: 'Đã xem, việc sau' }).scrollIntoViewIfNeeded();
      await keep(page, 'moderation-390-decision');
      expect(await axeFaults(page)).toEqual([]);
      await page.getByRole('button', { name: 'Đã xem, việc sau' }).click();
      await page.getByText('Đã xem hết').waitFor();
      expect(errors).toEqual([]);
      await context.close();
    });
  },
);
