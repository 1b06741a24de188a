// Desks where two act together: guardianship by two officers, an account for somebody without a telephone, deputies, signing keys;
// and the open page of a guardian that hears at once when the office ends what it recorded.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { projectRoot } from '@city/kernel/config/root';
import { readPersonas } from '@city/vneid-simulator';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, hasBrowser, openStage, phone, type Stage, signIn } from './stage.ts';

const pictures = join(projectRoot(), '.build', 'pictures');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const personas = readPersonas(join(projectRoot(), 'city', 'haiphong', 'people', 'personas.json'));
const person = (id: string) => personas.find((one) => one.id === id)!;

async function faultsOf(page: Page, name: string): Promise<string[]> {
  const size = page.viewportSize()!;
  const found: string[] = [];
  for (const viewport of [phone, desktop]) {
    await page.setViewportSize(viewport);
    const path = join(pictures, `${name}-${viewport.width}.png`);
    // To the end: the bar at the foot of a phone lies over nothing there.
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.screenshot({ path, animations: 'disabled', fullPage: true });
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

describe.skipIf(!hasBrowser)('desks of two', { timeout: 120_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    stage = await openStage();
  }, 300_000);
  afterAll(() => stage?.close());

  /** Signed in and acting from the post of a role, at a place of the desk. */
  async function atDesk(name: string, role: string, place: string): Promise<Page> {
    const { page, errors } = await stage.open('/', { viewport: desktop });
    page.on('close', () => expect(errors).toEqual([]));
    await signIn(page, stage.url, name, '/me');
    await page.evaluate(async (wanted) => {
      const me = await (await fetch('/api/me')).json();
      const { id } = me.posts.find((post: { role: string }) => post.role === wanted);
      const body = JSON.stringify({ post: id });
      await fetch('/api/me/post', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    }, role);
    await page.goto(`${stage.url}${place}`);
    await page.locator('main h1').first().waitFor();
    return page;
  }

  it('one officer writes a guardianship down, a second confirms it, and an open page hears of its end', async () => {
    const first = await atDesk('Lê Thị Thúy', 'civil_status', '/desk/mandates');
    await first.getByLabel('Quan hệ').selectOption('guardian');
    const fill = (label: string | RegExp, text: string) => first.getByLabel(label).fill(text);
    await fill('Họ tên người được chăm lo', person('nguyen-tuan-kiet').name);
    await fill('Số định danh của người được chăm lo', person('nguyen-tuan-kiet').personalNumber!);
    await fill('Ngày sinh', '2016-05-20');
    await fill('Họ tên cha, mẹ hoặc người giám hộ', person('vu-hoang-long').name);
    await fill('Số định danh của cha, mẹ hoặc người giám hộ', person('vu-hoang-long').personalNumber!);
    await fill('Số giấy khai sinh, quyết định hoặc bản án', '77/2026/QĐ-GH');
    await first.getByRole('button', { name: 'Ghi, chờ người thứ hai' }).click();
    await first.locator('.act-problem').first().waitFor();
    expect(await faultsOf(first, 'mandates-desk-problem')).toEqual([]);
    await fill('Ngày sinh', person('nguyen-tuan-kiet').birthdate);
    await first.getByRole('button', { name: 'Ghi, chờ người thứ hai' }).click();
    await first.getByText('Chờ xác nhận').first().waitFor();
    expect(await first.getByRole('button', { name: 'Xác nhận đúng giấy' }).count()).toBe(0);

    const second = await atDesk('Đoàn Thị Hiền', 'civil_status', '/desk/mandates');
    await second.getByRole('button', { name: 'Xác nhận đúng giấy' }).waitFor();
    expect(await faultsOf(second, 'mandates-desk')).toEqual([]);
    await second.getByRole('button', { name: 'Xác nhận đúng giấy' }).click();
    await second.getByText('Đang có hiệu lực').first().waitFor();
    await second.getByLabel('Tìm theo tên hoặc số giấy').fill('77/2026');
    await second.getByRole('button', { name: 'Tìm' }).click();
    await second.getByText('77/2026/QĐ-GH').first().waitFor();

    const { page: guardian } = await stage.open('/');
    await signIn(guardian, stage.url, 'Vũ Hoàng Long', '/me/family');
    await guardian.getByRole('button', { name: /Làm thay Nguyễn Tuấn Kiệt/ }).click();
    // The line is open before the office acts: what is heard is no answer to a new page.
    const lineOpens = guardian.waitForResponse((answer) =>
      answer.url().includes('/api/live?topics=mandates'),
    );
    await guardian.goto(`${stage.url}/report`);
    await guardian.getByText('Đang làm cho: Nguyễn Tuấn Kiệt').waitFor();
    await lineOpens;
    expect(await faultsOf(guardian, 'acting-bar')).toEqual([]);
    await second.getByText('Chấm dứt', { exact: true }).first().click();
    await second.getByLabel('Số bản án, quyết định hoặc giấy chứng tử').fill('9/2026/QĐ');
    await second.getByLabel('Vì sao').fill('Ghi nhầm người');
    await second.getByRole('button', { name: 'Chấm dứt, có hiệu lực ngay' }).click();
    await guardian.getByText('Không còn được làm thay Nguyễn Tuấn Kiệt').waitFor();
    expect(guardian.url()).toBe(`${stage.url}/report`);
    await guardian.goto(`${stage.url}/me/family`);
    expect(await faultsOf(guardian, 'family')).toEqual([]);
    await guardian.goto(`${stage.url}/me/mandates`);
    expect(await faultsOf(guardian, 'mandates')).toEqual([]);
    await guardian.goto(`${stage.url}/me/organisations`);
    expect(await faultsOf(guardian, 'organisations')).toEqual([]);
    const { page: mother } = await stage.open('/');
    await signIn(mother, stage.url, 'Nguyễn Thị Mai', '/me/family');
    expect(await faultsOf(mother, 'family-children')).toEqual([]);
    const { page: director } = await stage.open('/');
    await signIn(director, stage.url, 'Lưu Quang Huy', '/me/organisations');
    expect(await faultsOf(director, 'organisations-director')).toEqual([]);
    for (const page of [first, second]) await page.close();
  });

  it('the desk of onboarding and that of deputies can be read and used at both sizes', async () => {
    const desk = await atDesk('Bùi Minh Đức', 'officer', '/desk/onboarding');
    expect(await faultsOf(desk, 'onboarding-desk')).toEqual([]);
    await desk.goto(`${stage.url}/desk/deputies`);
    await desk.getByRole('heading', { name: 'Ai thay tôi' }).waitFor();
    expect(await faultsOf(desk, 'deputies-desk')).toEqual([]);
    const leader = await atDesk('Phạm Thị Hòa', 'leader', '/desk/deputies');
    await leader.getByRole('heading', { name: 'Cử người thay' }).waitFor();
    expect(await faultsOf(leader, 'deputies-leader')).toEqual([]);
    await leader.close();
    await desk.close();
  });

  it('two administrators change a signing key', async () => {
    const first = await atDesk('Cao Đức Anh', 'administrator', '/desk/keys');
    await first.getByRole('heading', { name: 'Ví giấy tờ' }).waitFor();
    const provider = first.locator('section', { hasText: 'Đăng nhập của thành phố' }).last();
    await provider.getByRole('button', { name: 'Xin đổi khóa' }).click();
    await first.getByLabel('Vì sao đổi khóa').fill('Định kỳ hằng năm');
    await first.getByRole('button', { name: 'Gửi lời xin' }).click();
    await first.getByText('một quản trị viên khác phải xác nhận').waitFor();
    expect(await first.getByRole('button', { name: 'Xác nhận đổi khóa' }).count()).toBe(0);
    const second = await atDesk('Tô Quốc Bảo', 'administrator', '/desk/keys');
    await second.getByRole('button', { name: 'Xác nhận đổi khóa' }).waitFor();
    expect(await faultsOf(second, 'keys-desk')).toEqual([]);
    await second.getByRole('button', { name: 'Xác nhận đổi khóa' }).click();
    await second.getByText('Đã công bố, chưa ký').waitFor();
    await second.getByText('Đã đổi').waitFor();
    expect(await faultsOf(second, 'keys-desk-done')).toEqual([]);
    for (const page of [first, second]) await page.close();
  });
});
