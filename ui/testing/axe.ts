// What axe finds on a page once everything that moves has come to rest: half-faded colours are nobody's fault.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

export interface Audit {
  /** Groups of rules; default: all of axe. */
  readonly tags?: readonly string[];
  /** Selector of what is somebody else's, such as the frame of a message. */
  readonly exclude?: string;
}

const shown = 5;

/** One line a broken rule with the elements that break it; empty when nothing is found. */
export async function axeFaults(page: Page, { tags, exclude }: Audit = {}): Promise<string[]> {
  await page.evaluate(async () => {
    const finite = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    // One that is cancelled meanwhile is at rest too.
    await Promise.allSettled(finite.map(({ finished }) => finished));
  });
  // Legacy mode runs in the page itself; the other opens a second page, which a strict policy refuses.
  let builder = new AxeBuilder({ page }).setLegacyMode(true);
  if (tags) builder = builder.withTags([...tags]);
  if (exclude !== undefined) builder = builder.exclude(exclude);
  const { violations } = await builder.analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, shown)
        .map(({ html }) => html.slice(0, 160))
        .join(' | ')}`,
  );
}
