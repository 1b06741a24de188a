// From an officer's look at a contact to the proof on the citizen's own phone, the question why, and the leader's answer.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { axeFaults } from '@city/ui/testing/axe';
import { projectRoot } from '@city/kernel/config/root';
import { eventually } from '@city/kernel/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inLeChan, picture } from '../modules/feedback/testing.ts';
import { fillReport, pickPhoto } from './filing.ts';
import { desktop, hasBrowser, openStage, phone, type Stage, signIn } from './stage.ts';

const pictures = join(projectRoot(), '.build', 'pictures');
const why = 'Tôi đã được gọi rồi, sao còn xem nữa?';
const because = 'Cán bộ xem lại số để hẹn giờ đến nạo vét hố ga trước nhà bạn.';

async function photograph(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

describe.skipIf(!hasBrowser)('who looked at my data', { timeout: 180_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  }, 300_000);
  afterAll(() => stage?.close());

  it('shows a look within seconds, proves it on the phone, and carries a question to its answer', async () => {
    const { page: citizen, errors } = await stage.open('/', { viewport: phone });
    await signIn(citizen, stage.url, 'Nguyễn Thị Mai', '/report');
    await pickPhoto(citizen, await picture('#446688', 'jpeg', inLeChan));
    await citizen.getByRole('button', { name: 'Tiếp tục' }).last().click();
    await fillReport(citizen, { service: 'flooding', words: 'Cứ mưa to là ngập trước số 215, nước vào nhà' });
    await citizen.getByRole('button', { name: 'Gửi phản ánh' }).click();
    await citizen.waitForURL(/\/report\/done/);
    const code = ((await citizen.locator('.code-large').textContent()) ?? '').trim();

    const { page: desk, errors: deskErrors } = await stage.open('/', { viewport: desktop });
    await signIn(desk, stage.url, 'Bùi Minh Đức', '/desk/reports?queue=due');
    const looked = await desk.evaluate(
      async (path) => (await fetch(path)).status,
      `/api/desk/reports/${code}?purpose=${encodeURIComponent('Gọi hỏi chỗ ngập')}`,
    );
    expect(looked).toBe(200);

    await eventually(
      async () => {
        await citizen.goto(`${stage.url}/me/who-looked`);
        return citizen.locator('li', { hasText: 'Gọi hỏi chỗ ngập' }).locator('[data-proof]').count();
      },
      (count) => count > 0,
    );
    const main = citizen.locator('main');
    await expect.poll(() => main.innerText()).toContain('Gọi hỏi chỗ ngập');
    await citizen.locator('[data-verdict=witnessed]').first().waitFor();
    expect(await main.innerText()).toContain('Bằng chứng đúng, vừa kiểm tra trên máy này');
    expect(await axeFaults(citizen)).toEqual([]);
    await photograph(citizen, 'who-looked-390');

    const own = citizen.locator('li', { hasText: 'Gọi hỏi chỗ ngập' });
    await own.getByRole('link', { name: 'Xem bằng chứng' }).click();
    await citizen.locator('[data-verdict=witnessed]').waitFor();
    expect(await axeFaults(citizen)).toEqual([]);
    await photograph(citizen, 'who-looked-proof-390');

    await citizen.getByRole('link', { name: 'Tôi thấy không đúng' }).click();
    await citizen.getByLabel('Bạn thấy điều gì không đúng?').fill(why);
    expect(await axeFaults(citizen)).toEqual([]);
    await photograph(citizen, 'who-looked-ask-390');
    await citizen.getByRole('button', { name: 'Gửi câu hỏi' }).click();
    await citizen.waitForURL(/asked=yes/);

    const { page: leader, errors: leaderErrors } = await stage.open('/', { viewport: desktop });
    await signIn(leader, stage.url, 'Phạm Thị Hòa', '/desk/trail/questions');
    await leader.getByText(why).waitFor();
    await photograph(leader, 'who-looked-questions-1440');
    await leader.getByLabel('Đúng việc', { exact: true }).check();
    await leader.getByLabel('Lời trả lời cho người hỏi').fill(because);
    await leader.getByRole('button', { name: 'Gửi trả lời' }).click();
    await leader.getByText('Đã trả lời').waitFor();

    await citizen.goto(`${stage.url}/me/who-looked`);
    await expect.poll(() => main.innerText()).toContain(because);
    await citizen.setViewportSize(desktop);
    await photograph(citizen, 'who-looked-1440');

    const { page: inspector, errors: inspectorErrors } = await stage.open('/', { viewport: desktop });
    await signIn(inspector, stage.url, 'Trịnh Thị Thu', '/me');
    await inspector.evaluate(async () => {
      const me = await (await fetch('/api/me')).json();
      const { id } = me.posts.find(({ role }: { role: string }) => role === 'inspector');
      const body = JSON.stringify({ post: id });
      await fetch('/api/me/post', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    });
    await inspector.goto(`${stage.url}/desk/trail`);
    await inspector.getByLabel('Lý do xem').fill('Thanh tra theo kế hoạch quý');
    await inspector.getByRole('button', { name: 'Xem danh sách' }).click();
    await inspector
      .getByRole('rowheader', { name: /Lê Chân/ })
      .first()
      .waitFor();
    await inspector.getByRole('button', { name: 'Từng lần' }).first().click();
    await inspector.getByText('Lần xem này đã vào nhật ký').waitFor();
    await photograph(inspector, 'who-looked-inspector-1440');
    expect([...errors, ...deskErrors, ...leaderErrors, ...inspectorErrors]).toEqual([]);
  });
});
