// A petition in a browser: found, signed by a person who signs in, started in steps; answered at the desk by two people.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { axeFaults } from '@city/ui/testing/axe';
import { projectRoot } from '@city/kernel/config/root';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, hasBrowser, openStage, phone, type Stage, signIn } from './stage.ts';

const pictures = join(projectRoot(), '.build', 'pictures');
const lakeTitle = 'Làm đường đi bộ rợp bóng cây dọc hồ Sen';
const owedTitle = 'Cho trẻ em chơi ở sân các trường học ngày cuối tuần';
const answer =
  'Phường đã thống nhất với ba trường tiểu học: sân mở cửa sáng thứ Bảy và Chủ nhật từ tháng sau, có bảo vệ trực.';

async function shoot(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({ phone, desktop })) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: join(pictures, `${name}-${size}.png`), fullPage: true });
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(widest, `${name} at ${viewport.width}`).toBeLessThanOrEqual(viewport.width);
  }
  expect(await axeFaults(page, { tags: ['wcag2a', 'wcag2aa'] }), name).toEqual([]);
}

describe.skipIf(!hasBrowser)('a petition in a browser', { timeout: 180_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    stage = await openStage();
  }, 300_000);
  afterAll(() => stage?.close());

  it('is found in the list and signed after signing in and confirming', async () => {
    const { page, errors } = await stage.open('/petitions', { viewport: phone });
    await shoot(page, 'petitions');
    await page.getByRole('link', { name: lakeTitle }).click();
    await shoot(page, 'petition-open');
    const address = new URL(page.url()).pathname;
    expect(await page.locator('body').textContent()).toContain('141 chữ ký');
    await signIn(page, stage.url, 'Nguyễn Thị Mai', `${address}/sign`);
    await shoot(page, 'petition-sign');
    await page.getByLabel(/Hiện tên tôi/).check();
    await page.getByRole('button', { name: 'Tôi ký' }).click();
    await page.getByText('Bạn đã ký').waitFor();
    expect(await page.locator('body').textContent()).toContain('142 chữ ký');
    await page.goto(`${stage.url}/petitions/mine`);
    await page.getByRole('link', { name: lakeTitle }).waitFor();
    await page.goto(`${stage.url}/petitions?state=answered`);
    await page.getByRole('link', { name: /trạm nước ngọt/ }).click();
    await shoot(page, 'petition-answered');
    expect(errors).toEqual([]);
  });

  it('is started in three steps, beside one that asks nearly the same', async () => {
    const { page, errors } = await stage.open('/', { viewport: phone });
    await signIn(page, stage.url, 'Trần Văn Hùng', '/petitions/start');
    await page.getByLabel('Tên kiến nghị').fill('Làm đường đi bộ quanh hồ Sen');
    await page.getByLabel('Muốn cơ quan làm gì').fill('Lát lại vỉa hè và trồng thêm cây quanh hồ');
    await page
      .getByLabel('Vì sao')
      .fill('Vỉa hè quanh hồ vỡ nhiều chỗ, người già và trẻ em phải đi xuống lòng đường.');
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByLabel('Phường, xã, hoặc cả thành phố').selectOption('11383');
    await page.getByLabel('Lĩnh vực').selectOption('environment');
    await shoot(page, 'petition-where');
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByRole('link', { name: lakeTitle }).waitFor();
    await shoot(page, 'petition-send');
    await page.getByRole('button', { name: 'Gửi đi tìm người ủng hộ' }).click();
    await page.getByText('Bạn đã ký').waitFor();
    expect(errors).toEqual([]);
  });

  it('is answered at the desk: one person drafts, another approves', async () => {
    const open = async (name: string, queue: string) => {
      const { page, errors } = await stage.open('/', { viewport: desktop });
      await signIn(page, stage.url, name, `/desk/petitions?queue=${queue}`);
      await page.getByRole('option', { name: new RegExp(owedTitle) }).click();
      await page.getByRole('heading', { name: owedTitle }).waitFor();
      return { page, errors };
    };
    const officer = await open('Bùi Minh Đức', 'owed');
    await officer.page.getByLabel('Câu trả lời').fill(answer);
    await officer.page.getByRole('button', { name: 'Thêm cam kết' }).click();
    await officer.page.getByLabel('Việc sẽ làm').fill('Mở sân ba trường tiểu học cuối tuần');
    await officer.page.getByLabel('Xong trước ngày').fill('2027-12-31');
    await shoot(officer.page, 'petition-desk');
    await officer.page.setViewportSize(desktop);
    await officer.page.getByRole('button', { name: 'Trình lãnh đạo duyệt' }).click();
    await officer.page.getByText('Câu trả lời chờ duyệt').first().waitFor();
    const leader = await open('Phạm Thị Hòa', 'review');
    await leader.page.getByRole('button', { name: 'Duyệt và công bố' }).click();
    await leader.page.getByText('Đã trả lời').first().waitFor();
    const { page } = await stage.open('/petitions?state=answered', { viewport: phone });
    await page.getByRole('link', { name: owedTitle }).click();
    expect(await page.locator('#answer').textContent()).toContain('có bảo vệ trực');
    expect([...officer.errors, ...leader.errors]).toEqual([]);
  });
});
