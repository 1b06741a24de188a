// People's pages stay light: no more than 15 kB of JavaScript come over the wire with any of them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser, openStage, type Stage } from './stage.ts';

/** engineering.md: JavaScript of a people's page, compressed. Islands come when somebody asks for them. */
const MOST_BYTES = 15_000;
const pages = ['/', '/report', '/reports', '/track?code=HP-0000', '/search?q=ngap', '/signed-out'];

describe.skipIf(!hasBrowser)('the weight of a page', { timeout: 120_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  }, 300_000);
  afterAll(() => stage?.close());

  it.each([...pages, '/reports/CODE'])('%s brings little JavaScript', async (path) => {
    const list = (await (await fetch(`${stage.url}/api/reports?limit=1`)).json()) as {
      items: { url: string }[];
    };
    const { page } = await stage.open('/livez');
    const wire = await page.context().newCDPSession(page);
    await wire.send('Network.enable');
    await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
    const scripts = new Set<string>();
    let bytes = 0;
    wire.on('Network.responseReceived', ({ requestId, type }) => type === 'Script' && scripts.add(requestId));
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await page.goto(stage.url + path.replace('/reports/CODE', list.items[0]!.url), {
      waitUntil: 'networkidle',
    });
    expect(scripts.size, 'the enhancer is there').toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    await page.context().close();
  });
});
