// The mock pages in a real browser: no accessibility violations, nothing against the policy, nothing wider than the screen.
import { axeFaults } from './axe.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, openStage, type Stage } from './browser.ts';

const people = [
  '/',
  '/?lang=en',
  '/reports/new',
  '/reports/problems',
  '/reports/HP-2609-00417',
  '/me/who-looked',
  '/ui?lang=en',
];
const phone = { viewport: { width: 390, height: 844 } };
const desktop = { viewport: { width: 1440, height: 900 } };

describe.skipIf(!hasBrowser)('in Chromium (skipped where none is installed)', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage?.close());

  const audit = async (path: string, options: typeof phone) => {
    const { page, errors } = await stage.open(path, options);
    const found = await axeFaults(page, {
      tags: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    const tooWide = await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
    await page.setViewportSize({ width: options === phone ? 320 : options.viewport.width, height: 640 });
    const tooWideWhenSmall = await page.evaluate(() =>
      Math.max(0, document.documentElement.scrollWidth - innerWidth),
    );
    await page.context().close();
    expect({ path, found, errors, tooWide, tooWideWhenSmall }).toEqual({
      path,
      found: [],
      errors: [],
      tooWide: 0,
      tooWideWhenSmall: 0,
    });
  };

  test.each(people)('%s has no violations on a phone, and fits one of 320 px', (path) => audit(path, phone));
  test.each(['/', '/reports/problems', '/reports/HP-2609-00417', '/ui'])(
    '%s has no violations on a wide screen',
    (path) => audit(path, desktop),
  );
  test('the desk has no violations', () => audit('/desk', desktop));
  test('the wall has no violations', () => audit('/wall', { viewport: { width: 1920, height: 1080 } }));

  test.each(people)('%s carries no style attributes and no inline scripts', async (path) => {
    const text = await (await fetch(stage.site.origin + path)).text();
    expect(text).not.toMatch(/ style=/);
    expect(text).not.toMatch(/ on[a-z]+=/);
    expect(text).not.toMatch(/<script(?![^>]*src=)/);
    expect(text).toMatch(/^<!doctype html><html lang="(?:vi|en)">/);
  });

  test('a Vietnamese page fetches the Vietnamese and Latin faces, not the extended Latin ones', async () => {
    const { page } = await stage.open('/', phone);
    await page.waitForLoadState('networkidle');
    const fonts = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map((entry) => entry.name)
        .filter((name) => name.includes('/fonts/')),
    );
    expect(fonts.filter((name) => name.includes('latin-ext'))).toEqual([]);
    expect(fonts.length).toBeLessThanOrEqual(8);
    await page.context().close();
  });
});
