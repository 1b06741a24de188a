// How a person fills in the report form, step by step, with and without JavaScript.
import type { Page } from 'playwright-core';

/** Puts a photo into the first step, as choosing a file does. */
export async function pickPhoto(page: Page, photo: Buffer): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'anh.jpg', mimeType: 'image/jpeg', buffer: photo });
}

/** The second step: kind and words, after the place is known; ends on the third. */
export async function fillReport(page: Page, report: { service: string; words: string }): Promise<void> {
  await page.waitForURL(/\/report\/where/);
  await page.locator(`label:has(input[name=service][value=${report.service}])`).click();
  await page.locator('#words').fill(report.words);
  await page.locator('button[name=go][value=next]').last().click();
  await page.waitForURL(/\/report\/send/);
}
