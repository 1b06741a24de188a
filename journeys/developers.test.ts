// A developer brings an application to the city's sign-in: reads, registers, walks through a code flow, asks into production; an
// administrator admits it, stops it, and disables an account.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { projectRoot } from '@city/kernel/config/root';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, hasBrowser, openStage, phone, type Stage, signIn } from './stage.ts';

const pictures = join(projectRoot(), '.build', 'pictures');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function faultsOf(page: Page, name: string): Promise<string[]> {
  const size = page.viewportSize()!;
  const found: string[] = [];
  for (const viewport of [phone, desktop]) {
    await page.setViewportSize(viewport);
    await page.screenshot({
      path: join(pictures, `${name}-${viewport.width}.png`),
      fullPage: true,
      animations: 'disabled',
    });
    const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode(true).analyze();
    found.push(
      ...violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 140)).join(' | ')}`,
      ),
    );
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > viewport.width) found.push(`scrolls sideways: ${wide} of ${viewport.width}`);
  }
  await page.setViewportSize(size);
  return found.map((fault) => `${name}: ${fault}`);
}

describe.skipIf(!hasBrowser)('an application of somebody else', () => {
  let stage: Stage;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    stage = await openStage();
  }, 300_000);
  afterAll(() => stage?.close());

  it('is registered, tried, admitted and stopped', async () => {
    const { page, errors } = await stage.open('/developers');
    expect(await faultsOf(page, 'developers')).toEqual([]);
    await signIn(page, stage.url, 'Vũ Hoàng Long', '/developers/clients');
    await page.goto(`${stage.url}/developers/clients`);
    await page.getByLabel('Tên ứng dụng').fill('Sổ tay du lịch');
    await page.getByLabel('Địa chỉ quay về').fill('http://example.org/cb');
    await page.getByLabel(/^Mật khẩu do thành phố cấp/).check();
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    await page
      .getByRole('alert')
      .getByText(/Địa chỉ quay về “http:\/\/example.org\/cb” không dùng được/)
      .waitFor();
    expect(await faultsOf(page, 'developers-register')).toEqual([]);
    await page.getByLabel('Địa chỉ quay về').fill(`${stage.url}/developers/try-back`);
    await page.getByRole('button', { name: 'Đăng ký', exact: true }).click();
    await page.getByRole('heading', { name: 'Mật khẩu của ứng dụng' }).waitFor();
    const secret = (await page.locator('code', { hasText: /^hps_/ }).textContent())!;
    await page.getByRole('link', { name: 'Tôi đã chép' }).click();
    await page.getByRole('heading', { name: 'Sổ tay du lịch' }).waitFor();
    expect(await faultsOf(page, 'developers-one')).toEqual([]);

    await page.getByRole('link', { name: 'Thử đăng nhập từng bước' }).click();
    expect(await faultsOf(page, 'developers-try')).toEqual([]);
    await page.getByRole('link', { name: 'Đi đến trang cấp phép' }).click();
    await page.getByRole('button', { name: 'Đồng ý', exact: true }).click();
    await page.getByText(/state và iss khớp/).waitFor();
    await page.getByLabel('client_secret').fill(secret);
    await page.getByRole('button', { name: 'Đổi mã lấy token' }).click();
    await page.getByText('Xong: ứng dụng biết ai vừa đăng nhập.').waitFor();
    expect(await faultsOf(page, 'developers-tokens')).toEqual([]);

    await page.getByRole('link', { name: 'Về ứng dụng' }).click();
    await page.getByLabel('Cơ quan, tổ chức chịu trách nhiệm').fill('Sở Du lịch');
    await page.getByLabel(/^Ứng dụng làm gì/).fill('Gợi ý điểm tham quan và nhớ chuyến đi của người dùng.');
    await page.getByRole('button', { name: 'Gửi đề nghị' }).click();
    await page.getByText(/đang chờ quyết định/).waitFor();
    expect(errors).toEqual([]);

    const desk = await stage.open('/', { viewport: desktop });
    await signIn(desk.page, stage.url, 'Cao Đức Anh', '/me');
    await desk.page.evaluate(async () => {
      const me = await (await fetch('/api/me')).json();
      const { id } = me.posts.find(({ role }: { role: string }) => role === 'administrator');
      const body = JSON.stringify({ post: id });
      await fetch('/api/me/post', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    });
    await desk.page.goto(`${stage.url}/desk/clients`);
    const card = desk.page.getByRole('article').filter({ hasText: 'Sổ tay du lịch' });
    await card.getByText('Sở Du lịch').waitFor();
    expect(await faultsOf(desk.page, 'desk-clients-waiting')).toEqual([]);
    await card.getByLabel('Lý do, văn bản').fill('Đúng mục đích, công văn 12/SDL.');
    await card.getByRole('button', { name: 'Cho phục vụ mọi người' }).click();
    await card.getByLabel('Dừng vì sao').fill('Kiểm tra nút dừng trong diễn tập.');
    await card.getByRole('button', { name: /^Dừng ngay/ }).click();
    await card.getByLabel('Cho chạy lại vì sao').waitFor();
    expect(await faultsOf(desk.page, 'desk-clients-stopped')).toEqual([]);

    await desk.page.goto(`${stage.url}/desk/accounts`);
    await desk.page.getByLabel('Số định danh của chủ tài khoản').fill('031099999999');
    await desk.page.getByLabel('Khóa vì sao').fill('Báo mất điện thoại và giấy tờ.');
    await desk.page.getByRole('button', { name: 'Khóa ngay' }).click();
    await desk.page.getByRole('alert').waitFor();
    expect(await faultsOf(desk.page, 'desk-accounts')).toEqual([]);
    expect(desk.errors).toEqual([]);
  }, 240_000);
});
