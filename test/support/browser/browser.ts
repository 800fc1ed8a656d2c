import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { inRoot } from '../paths.js';

/** Debian's browser; nothing in it may call home. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', headless: true, args: ARGS });

/** Keeps what a page shows under .cache/screenshots, for people to look at. */
export async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  const folder = inRoot('.cache', 'screenshots');
  mkdirSync(folder, { recursive: true });
  // What changes colour by and by has done so.
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage, animations: 'disabled' });
}

/** What a browser complains about while a page is used: refused scripts, failed requests, thrown errors. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} ${request.failure()?.errorText}`));
  return complaints;
}
