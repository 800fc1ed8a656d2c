import type { Page } from 'playwright-core';

/** Goes to a page of the sandbox's API that wants to know who asks, signs in as one of its people, and is back there. */
export async function signInAt(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill('anything');
  await Promise.all([
    page.waitForURL((url) => url.origin === new URL(address).origin),
    page.getByRole('button', { name: 'Sign in' }).click(),
  ]);
}
