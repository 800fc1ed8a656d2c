import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { complaintsOf, openBrowser, shoot } from '../../support/browser/browser.js';
import { useSandbox } from '../../support/sandbox.js';

const sandbox = useSandbox();
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
  page = await context.newPage();
  page.setDefaultTimeout(60_000);
  complaints = complaintsOf(page);
});
afterAll(() => browser?.close());

/** Signs a person in through the portal's own dialog: a window of the provider opens, and closes when it is done. */
async function signIn(name: string): Promise<void> {
  await page.locator('.btn.authorize').first().click();
  const dialog = page.locator('.auth-container').filter({ hasText: 'authorizationCode' });
  await dialog.getByText('select all').click();
  const opened = page.waitForEvent('popup');
  await dialog.locator('button', { hasText: 'Authorize' }).click();
  const provider = await opened;
  await provider.getByLabel('Name').fill(name);
  await provider.getByLabel('Password').fill('anything');
  await shoot(provider, `sign-in-of-${name}`);
  await Promise.all([provider.waitForEvent('close'), provider.getByRole('button', { name: 'Sign in' }).click()]);
  await dialog.locator('button', { hasText: 'Logout' }).waitFor();
  await shoot(page, `signed-in-as-${name}`);
  await dialog.locator('button', { hasText: 'Close' }).click();
}

/** Opens an operation and makes its fields editable. */
async function tryOut(operationId: string): Promise<Locator> {
  const operation = page.locator(`[id$="-${operationId}"]`);
  await operation.locator('.opblock-summary-control').click();
  await operation.locator('button', { hasText: 'Try it out' }).click();
  return operation;
}

const fill = (operation: Locator, parameter: string, value: string): Promise<void> =>
  operation.locator(`[data-param-name="${parameter}"] input`).fill(value);

/** The status and the body that the page shows as the live answer. */
async function execute(operation: Locator): Promise<{ status: string; body: string }> {
  await operation.locator('button', { hasText: 'Execute' }).click();
  const answer = operation.locator('.live-responses-table .response');
  await answer.waitFor();
  await answer.scrollIntoViewIfNeeded();
  const status = await answer.locator('.response-col_status').innerText();
  return { status: status.trim(), body: await answer.locator('.highlight-code').first().innerText() };
}

describe('the portal in a browser', () => {
  it('signs alice in with code and PKCE, runs a list, and shows its result', async () => {
    await page.goto(`http://localhost:${sandbox.port}/docs`);
    await signIn('alice');
    const operation = await tryOut('integrationServicesList');
    await fill(operation, 'trigram', 'MAE');
    await fill(operation, 'domain', 'DOM_MAE_D01');
    await fill(operation, 'environment', 'Development');
    await fill(operation, 'Prefer', 'wait=20');
    const { status, body } = await execute(operation);
    await shoot(page, 'list-of-alice');
    expect(status).toMatch(/^200/);
    expect(body).toMatch(/"status": "succeeded"/);
    expect(body).toMatch(/"login": "alice"/);
    expect(body).toMatch(/INT_MAE_D01[\s\S]+INT_MAE_D02/);
  });

  it('shows a refusal as it is', async () => {
    const operation = await tryOut('listDomains');
    await fill(operation, 'trigram', 'RCR');
    const { status, body } = await execute(operation);
    await shoot(page, 'refusal-of-alice');
    expect(status).toMatch(/^403/);
    expect(body).toMatch(/You may use no domain of RCR/);
  });

  it('needed nothing that the browser refused', () => {
    const expected = /status of 403/;
    expect(complaints.filter((text) => !expected.test(text))).toEqual([]);
  });
});
