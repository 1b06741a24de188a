// A typhoon day in a browser: the duty operator, the body that is sent, the second person who releases the warning, the citizen who reads it, the next shift.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { projectRoot } from '@city/kernel/config/root';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, hasBrowser, openStage, phone, type Stage, signIn } from './stage.ts';

const pictures = join(projectRoot(), '.build', 'pictures');
const headline = 'Triều cường gây ngập vùng trũng ven sông';
const people = {
  operator: 'Phan Anh Tuấn',
  next: 'Trần Quốc Bảo',
  lead: 'Vũ Thị Lan Anh',
  drainage: 'Đặng Văn Sơn',
} as const;

async function shoot(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries({ phone, desktop })) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: join(pictures, `${name}-${size}.png`), fullPage: true });
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(widest, `${name} at ${viewport.width}`).toBeLessThanOrEqual(viewport.width);
  }
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
}

/** Five people near each other report flooding, as the app does. */
async function neighboursReport(url: string): Promise<void> {
  for (let n = 0; n < 5; n++) {
    const answer = await fetch(`${url}/api/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        service: 'flooding',
        words: `Nước ngập đến đầu gối trước số nhà ${n + 1} từ sáng`,
        lat: 20.8535 + n * 0.0003,
        lon: 106.692,
      }),
    });
    expect(answer.status).toBe(201);
  }
}

describe.skipIf(!hasBrowser)('a typhoon day', { timeout: 240_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    stage = await openStage();
  }, 300_000);
  afterAll(() => stage?.close());

  const desk = async (name: string, path: string) => {
    const opened = await stage.open('/', { viewport: desktop });
    await signIn(opened.page, stage.url, name, path);
    return opened;
  };

  it('the operator takes the tide alarm with the keyboard, reads what to do and opens an incident', async () => {
    const { page, errors } = await desk(people.operator, '/desk/alarms');
    await page.getByText('Triều cường từ 4,0 m ở Hòn Dáu').first().waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'Triều cường từ 4,0 m ở Hòn Dáu' }).waitFor();
    await page.getByText('Gọi Công ty Thoát nước đóng các cống ngăn triều').waitFor();
    await shoot(page, 'centre-alarms');
    await page.keyboard.press('x');
    await page.getByLabel('Báo động đã chọn').getByText('Đã nhận').waitFor();
    await neighboursReport(stage.url);
    // It comes by itself, over the live stream.
    await page.getByText('Nhiều người báo ngập ở một nơi').first().waitFor();
    await page.getByRole('link', { name: 'Mở sự cố từ báo động này' }).click();
    await page.getByRole('button', { name: 'Mở sự cố' }).last().click();
    await page.getByText('Đóng cống ngăn triều, chạy bơm').first().waitFor();
    await shoot(page, 'centre-incident');
    expect(errors).toEqual([]);
  });

  it('the body that is sent sees its task and says that it is done', async () => {
    const { page, errors } = await desk(people.drainage, '/desk/centre-tasks');
    const task = page.getByRole('listitem').filter({ hasText: 'Đóng cống ngăn triều, chạy bơm' }).first();
    await task.waitFor();
    await shoot(page, 'centre-tasks');
    const before = await page.getByRole('button', { name: 'Đã xong' }).count();
    await task.getByRole('button', { name: 'Đã xong' }).click();
    await page.waitForFunction(
      (count) =>
        [...document.querySelectorAll('button')].filter((one) => one.textContent === 'Đã xong').length <
        count,
      before,
    );
    expect(errors).toEqual([]);
  });

  it('a warning is written by one person, released by another, read on a phone and called off', async () => {
    const writer = await desk(people.operator, '/desk/warnings?event=trieu-cuong&area=11383');
    await writer.page.getByRole('button', { name: 'Lưu bản soạn' }).click();
    await writer.page.getByRole('button', { name: 'Trình người thứ hai' }).click();
    await writer.page
      .getByText('Cần một người khác phát')
      .or(writer.page.getByText('Chờ người thứ hai').first())
      .first()
      .waitFor();
    expect(await writer.page.getByRole('button', { name: /phát cho dân/ }).count()).toBe(0);
    await shoot(writer.page, 'centre-warning');
    const lead = await desk(
      people.lead,
      new URL(writer.page.url()).pathname + new URL(writer.page.url()).search,
    );
    await lead.page.getByRole('button', { name: 'Đã đọc kỹ, phát cho dân' }).click();
    await lead.page.getByRole('link', { name: 'Bản có chữ ký số (CAP)' }).waitFor();

    const citizen = await stage.open('/', { viewport: phone });
    await citizen.page.getByText(headline).waitFor();
    await shoot(citizen.page, 'warning-home');
    await citizen.page.getByRole('link', { name: 'Xem cảnh báo' }).click();
    await citizen.page.getByRole('heading', { name: headline }).waitFor();
    await shoot(citizen.page, 'warnings');
    const signed = await citizen.page
      .getByRole('link', { name: 'Bản có chữ ký số (CAP)' })
      .getAttribute('href');
    const xml = await (await fetch(stage.url + signed)).text();
    expect(xml).toContain('<status>Actual</status>');
    expect(xml).toContain('ds:SignatureValue');

    await lead.page.getByRole('button', { name: 'Huỷ cảnh báo ngay' }).click();
    await lead.page.getByText('Đã huỷ').first().waitFor();
    await citizen.page.goto(`${stage.url}/warnings`);
    await citizen.page.getByText('Hiện không có cảnh báo nào').waitFor();
    expect([...writer.errors, ...lead.errors, ...citizen.errors]).toEqual([]);
  });

  it('the head of the shift sets the stage, and the shift is given and taken with two signatures', async () => {
    const lead = await desk(people.lead, '/desk/shift');
    await lead.page.getByText('Đổi mức').first().click();
    await lead.page.getByLabel('Mức mới').selectOption('3');
    await lead.page.getByLabel('Lý do').fill('Bão số 9 đổ bộ đêm nay');
    await lead.page.getByRole('button', { name: 'Đổi mức' }).click();
    await lead.page.getByText('Thành phố: mức 3, ứng phó').waitFor();
    await shoot(lead.page, 'centre-shift');
    await lead.page.goto(`${stage.url}/desk/board`);
    await lead.page.getByText('Báo động chưa xác nhận').waitFor();
    await shoot(lead.page, 'centre-board');
    const giver = await desk(people.operator, '/desk/shift');
    await giver.page
      .getByLabel('Người sau cần biết gì')
      .fill('Đỉnh triều lúc 17 giờ, cống Máy Đèn chưa đóng.');
    await giver.page.getByRole('button', { name: 'Ký giao ca' }).click();
    await giver.page.getByText('Người giao không tự nhận').waitFor();
    const taker = await desk(people.next, '/desk/shift');
    await taker.page.getByRole('button', { name: 'Đã đọc, ký nhận ca' }).click();
    await taker.page.getByText(/Ca trước: .* giao, .* nhận/).waitFor();
    expect([...lead.errors, ...giver.errors, ...taker.errors]).toEqual([]);
  });
});
