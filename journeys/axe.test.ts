// Every page in both languages and both sizes: axe finds nothing, nothing scrolls sideways, every target is large enough to press.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { axeFaults } from '@city/ui/testing/axe';
import { projectRoot } from '@city/kernel/config/root';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inLeChan, picture } from '../modules/feedback/testing.ts';
import { fillReport, pickPhoto } from './filing.ts';
import { desktop, hasBrowser, openStage, phone, type Stage, signIn } from './stage.ts';

const sizes = [phone, desktop];
const languages = ['vi', 'en'] as const;
const pictures = join(projectRoot(), '.build', 'pictures');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** People's pages that anybody opens by their address. */
const open = [
  '/',
  '/report',
  '/reports',
  '/reports?q=ngap&state=open',
  '/track?code=HP-0000',
  '/search?q=ngap',
  '/docs/api',
  '/docs/errors',
  '/ui',
  '/signed-out',
  '/sign-in',
  '/sign-in/callback?state=none',
  '/no-such-page',
  '/reports/HP-0000-0000-00000',
  '/plan',
  '/plan/dti',
  '/plan/units',
];
/** Screens of the desk, and what stands there once they are whole. */
const desks = [
  ['/desk/reports?queue=due', '[role=listbox] [role=option]'],
  ['/desk/reports?queue=approval', '[role=listbox] [role=option], .list .state'],
  ['/desk/reports?queue=due&page=action', '.act .btn, [role=listbox] [role=option]'],
  ['/desk/reports/map', '.det-map [data-ready]'],
  ['/desk/reports/on-time', '.kept table'],
  ['/desk/field', '.field-day h1'],
  ['/desk/deputies', '.deputies h2'],
] as const;

/** Pages of a person who is signed in. */
const own = [
  '/my',
  '/me',
  '/',
  '/me/security',
  '/me/acting',
  '/me/wallet',
  '/me/who-looked',
  '/me/data',
  '/me/consents',
  '/verify',
  '/petitions',
  '/petitions/start',
  '/complaints',
  '/complaints/what',
];
/** Screens of other posts, by the person who works on them. */
const offices = [
  ['Ngô Thị Hạnh', ['reports/triage', 'reports/bounced', 'reports/storms', 'hotline', 'petitions']],
  ['Phạm Thị Hòa', ['reports/approve', 'reports/ladder', 'reports/league', 'reports/what-if', 'deputies']],
  ['Trịnh Thị Thu', ['reports/inspect', 'trail']],
  ['Lê Thị Thúy', ['complaints/counter', 'deputies']],
] as const;

/** Visible things to press that are under 24 px both ways and not words within a sentence (WCAG 2.2, 2.5.8). */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const one of document.querySelectorAll(
      'button, select, summary, input:not([type=hidden]), [role=button]',
    )) {
      const target = one.closest('label') ?? one;
      const { width, height } = target.getBoundingClientRect();
      const isShown = one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      const isForEyes = width > 1 && height > 1 && !one.closest('.vh');
      if (isShown && isForEyes && (width < 24 || height < 24))
        found.push(`${one.outerHTML.slice(0, 90)} ${Math.round(width)}×${Math.round(height)}`);
    }
    return found;
  });
}

/** What is wrong with the page as it stands, in words; its picture is kept for the eye. */
async function faults(page: Page, name: string): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready);
  const { width } = page.viewportSize()!;
  const file = name.replace(/[^\w-]+/g, '_').replace(/^_/, '') || 'home';
  await page.screenshot({ path: join(pictures, `${file}-${width}.png`), animations: 'disabled' });
  // The bar at the foot is sticky and covers whatever scrolls beneath it just then; at the page's end it stands below everything.
  await page.addStyleTag({ content: '.tabbar, .form-foot { position: static !important; }' });
  const found = await axeFaults(page, { tags });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  return [
    ...found.map((one) => `axe ${one}`),
    ...(wide > width ? [`scrolls sideways: ${wide} of ${width}`] : []),
    ...(await smallTargets(page)).map((one) => `small: ${one}`),
  ].map((fault) => `${name} at ${width}: ${fault}`);
}

/** One report at the desk: what is read of it, and what can be done with it. On a phone these are two pages. */
async function openReport(page: Page, language: string): Promise<string[]> {
  await page.goto(new URL(spoken('/desk/reports?queue=due', language), page.url()).href);
  await page.locator('[role=listbox] [role=option]').first().click();
  await page.locator('.det .data-list').waitFor();
  const found = await faults(page, `desk-report-${language}`);
  const isPhone = page.viewportSize()!.width < 1040;
  if (!isPhone) return found;
  await page.locator('.det-act .btn').click();
  await page.locator('.act .btn').first().waitFor();
  return [...found, ...(await faults(page, `desk-actions-${language}`))];
}

const spoken = (path: string, language: string) => `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;

describe.skipIf(!hasBrowser)('every page', { timeout: 480_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    stage = await openStage();
  }, 300_000);
  afterAll(() => stage?.close());

  it.each(languages)('that people open can be read and pressed by all (%s)', async (language) => {
    const found: string[] = [];
    const answer = await fetch(`${stage.url}/api/reports`);
    const code = /HP-\w{4}-\w{4}-\w{5}/.exec(await answer.text())![0];
    for (const viewport of sizes) {
      const { page } = await stage.open('/', { viewport, bypassCSP: true });
      for (const path of [...open, `/reports/${code}`]) {
        await page.goto(stage.url + spoken(path, language));
        expect(await page.getAttribute('html', 'lang'), path).toBe(language);
        found.push(...(await faults(page, `${path}-${language}`)));
      }
      await page.context().close();
    }
    expect(found).toEqual([]);
  });

  it.each(sizes)('of the report form, with and without mistakes, at $width', async (viewport) => {
    const found: string[] = [];
    const { page } = await stage.open('/report', { viewport, bypassCSP: true });
    await pickPhoto(page, await picture('#556677', 'jpeg', inLeChan));
    await page.getByRole('button', { name: 'Tiếp tục' }).last().click();
    await page.waitForURL(/\/report\/where/);
    found.push(...(await faults(page, 'where')));
    await page.locator('button[name=go][value=next]').last().click();
    await page.locator('[aria-invalid=true], .error').locator('visible=true').first().waitFor();
    found.push(...(await faults(page, 'where-mistakes')));
    await fillReport(page, { service: 'flooding', words: 'Nước ngập trước cổng trường' });
    found.push(...(await faults(page, 'send')));
    await page.locator('#contactPhone').fill('12');
    await page.getByRole('button', { name: 'Gửi phản ánh' }).click();
    await page.locator('[aria-invalid=true]').locator('visible=true').first().waitFor();
    found.push(...(await faults(page, 'send-mistakes')));
    await page.locator('#contactPhone').fill('0912345678');
    await page.getByRole('button', { name: 'Gửi phản ánh' }).click();
    await page.waitForURL(/\/report\/done/);
    found.push(...(await faults(page, 'done')));
    expect(found).toEqual([]);
  });

  it.each(sizes)('of a person who is signed in, and of the simulators, at $width', async (viewport) => {
    const found: string[] = [];
    const { page } = await stage.open('/sign-in/vneid?return_to=/me', { viewport, bypassCSP: true });
    found.push(...(await faults(page, 'vneid')));
    await signIn(page, stage.url, 'Nguyễn Thị Mai', '/my');
    for (const language of languages) {
      for (const path of own) {
        await page.goto(stage.url + spoken(path, language));
        found.push(...(await faults(page, `signed-in${path}-${language}`)));
      }
    }
    await page.goto(stage.inbox);
    found.push(...(await faults(page, 'inbox')));
    expect(found).toEqual([]);
  });

  it.each(sizes)('of the desk and the wall at $width', async (viewport) => {
    const found: string[] = [];
    const { page } = await stage.open('/', { viewport, bypassCSP: true });
    await signIn(page, stage.url, 'Bùi Minh Đức', '/desk/reports?queue=due');
    for (const language of languages) {
      for (const [path, whole] of desks) {
        await page.goto(stage.url + spoken(path, language));
        await page.locator(whole).locator('visible=true').first().waitFor();
        await page.locator('.skeleton, .loading').first().waitFor({ state: 'detached' });
        found.push(...(await faults(page, `${path}-${language}`)));
      }
      found.push(...(await openReport(page, language)));
      await page.goto(stage.url + spoken('/wall', language));
      await page.locator('.latest li[data-code]').first().waitFor();
      await page.locator('[data-ready]').first().waitFor();
      // The wall is read from afar and has no pointer: its few links are for builders.
      found.push(...(await faults(page, `wall-${language}`)).filter((one) => !one.includes(': small:')));
    }
    expect(found).toEqual([]);
  });

  it.each(offices)('of the desk as %s has it', async (name, paths) => {
    const found: string[] = [];
    for (const viewport of sizes) {
      const { page } = await stage.open('/', { viewport, bypassCSP: true });
      await signIn(page, stage.url, name, '/desk');
      for (const path of paths) {
        await page.goto(`${stage.url}/desk/${path}`);
        await page.locator(':is(main, .panes)').locator('visible=true').first().waitFor();
        await page.locator('.skeleton, .loading').first().waitFor({ state: 'detached' });
        found.push(...(await faults(page, `desk-${path}`)));
      }
      await page.context().close();
    }
    expect(found).toEqual([]);
  });
});
