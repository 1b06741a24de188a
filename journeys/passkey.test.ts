// A passkey in a real browser, with Chromium's virtual authenticator: added in the security centre, used to sign in, taken away again.
import { axeFaults } from '@city/ui/testing/axe';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, openStage, phone, signIn, type Stage } from './stage.ts';

let stage: Stage;
const bound = { timeout: 60_000 };

interface Device {
  readonly cdp: CDPSession;
  readonly authenticatorId: string;
}

/** An authenticator as a phone has one: inside the device, keeps passkeys, and knows its owner. */
async function authenticatorOf(page: Page): Promise<Device> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, authenticatorId };
}

const credentialsOf = async ({ cdp, authenticatorId }: Device) =>
  (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials;

/** A browser that fills in nothing by itself when an address ends in #asked: what is used there is used by the button alone. */
function fillsNothingInWhenAsked(): void {
  if (location.hash === '#asked') PublicKeyCredential.isConditionalMediationAvailable = async () => false;
}

/** Presses the button of the sign-in page; the authenticator answers at once, as a touched one does. */
async function press(page: Page): Promise<void> {
  await page.addInitScript(fillsNothingInWhenAsked);
  await page.goto(`${stage.url}/sign-in?return_to=/me#asked`);
  expect(await axeFaults(page)).toEqual([]);
  const asked = page.waitForResponse(/sign-in\/passkey\/options/);
  await page.getByRole('button', { name: /Đăng nhập bằng khóa truy cập/ }).click();
  expect((await asked).status()).toBe(200);
}

async function isSignedOut(page: Page): Promise<void> {
  await page.goto(`${stage.url}/me`);
  await page.getByRole('heading', { level: 1, name: 'Cần đăng nhập' }).waitFor();
}

describe.runIf(hasBrowser)('a passkey in Chromium', () => {
  beforeAll(async () => {
    stage = await openStage();
  }, 240_000);
  afterAll(() => stage?.close());

  test('is added in the security centre, signs its owner in at level 2, and is worth nothing once removed', async () => {
    const { page, errors } = await stage.open('/', { viewport: phone });
    const device = await authenticatorOf(page);
    await signIn(page, stage.url, 'Nguyễn Thị Mai', '/me/security');
    expect(await axeFaults(page)).toEqual([]);

    await page.getByRole('button', { name: /Thêm khóa truy cập/ }).click();
    await page.waitForURL(/done=passkey/);
    expect(await credentialsOf(device)).toHaveLength(1);
    const [kept] = await credentialsOf(device);
    expect(kept).toMatchObject({ isResidentCredential: true, rpId: 'localhost' });
    expect(await axeFaults(page)).toEqual([]);

    await page.goto(`${stage.url}/me`);
    await page.getByRole('button', { name: 'Đăng xuất', exact: true }).click();
    await page.waitForURL(/signed-out/);

    await press(page);
    await page.waitForURL(`${stage.url}/me`);
    await page.getByRole('heading', { level: 1, name: 'Nguyễn Thị Mai' }).waitFor();
    expect(await page.getByText(/Mức xác thực 2/).count()).toBe(1);

    // Offered among what the browser fills in by itself: no button is pressed.
    await page.context().clearCookies();
    await page.goto(`${stage.url}/sign-in?return_to=/my`);
    await page.waitForURL(`${stage.url}/my`);

    await page.goto(`${stage.url}/me/security`);
    await page.getByRole('button', { name: /^Bỏ/ }).first().click();
    await expect.poll(() => page.getByRole('button', { name: /^Bỏ/ }).count(), bound).toBe(0);
    expect(errors).toEqual([]);

    // The device still holds the key; the city no longer knows it, says so, and lets nobody in.
    const { page: again } = await stage.open('/', { viewport: phone });
    const other = await authenticatorOf(again);
    await other.cdp.send('WebAuthn.addCredential', {
      authenticatorId: other.authenticatorId,
      credential: kept!,
    });
    await press(again);
    await expect.poll(() => again.getByRole('status').allInnerTexts(), bound).not.toEqual(['']);
    await isSignedOut(again);
  });

  test('asks for the owner: an authenticator that does not know whom it holds is refused', async () => {
    const { page } = await stage.open('/', { viewport: phone });
    const device = await authenticatorOf(page);
    await signIn(page, stage.url, 'Trần Văn Hùng', '/me/security');
    await page.getByRole('button', { name: /Thêm khóa truy cập/ }).click();
    await page.waitForURL(/done=passkey/);
    expect(await credentialsOf(device)).toHaveLength(1);
    await device.cdp.send('WebAuthn.setUserVerified', {
      authenticatorId: device.authenticatorId,
      isUserVerified: false,
    });
    await page.context().clearCookies();
    await press(page);
    await page.waitForLoadState('networkidle');
    await isSignedOut(page);
  });
});
