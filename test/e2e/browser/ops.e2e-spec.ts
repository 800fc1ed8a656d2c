import { afterAll, afterEach, beforeAll, describe, expect, jest } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ManyJobs } from '../../../libs/queue/src/testing/many-jobs.js';
import { complaintsOf, openBrowser, shoot } from '../../support/browser/browser.js';
import { DOMAIN, FOREIGN, FOREIGN_ZONE, HOSTS, TRIGRAM, ZONE } from '../../support/stack/estate.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

const WITHIN_MS = 60_000;
const DESKTOP = { viewport: { width: 1440, height: 1000 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const MARKUP = '<img src=x onerror="document.title=1"><b>DROP</b>';

const PLACES = [
  { trigram: TRIGRAM, domain: DOMAIN, environment: 'Development', host: HOSTS.pinned.hostname, zone: ZONE },
  { trigram: TRIGRAM, domain: DOMAIN, environment: 'Homologation', host: HOSTS.wronglyPinned.hostname, zone: ZONE },
  {
    trigram: FOREIGN.trigram,
    domain: FOREIGN.domain,
    environment: FOREIGN.environment,
    host: FOREIGN.hostname,
    zone: FOREIGN_ZONE,
  },
] as const;

jest.setTimeout(WITHIN_MS);
const { stack, api, test } = useStack();
let browser: Browser;
let page: Page;
let complaints: string[];
let many: ManyJobs;

beforeAll(async () => {
  browser = await openBrowser();
  many = new ManyJobs(stack().parts.redis.client, 'etlaas', [ZONE, FOREIGN_ZONE]);
}, WITHIN_MS);
afterAll(() => browser?.close());
afterEach(() => page?.context().close());

/** A page of somebody with a bearer token. */
async function open(path: string, options: BrowserContextOptions = DESKTOP, account: 'ops' | 'operator' = 'ops') {
  const token = await stack().parts.issuer.tokenFor(account);
  const context = await browser.newContext({ ...options, extraHTTPHeaders: { authorization: `Bearer ${token}` } });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  complaints = complaintsOf(page);
  return page.goto(`${api().origin}${path}`);
}

/** A stream that is left with its page is no fault. */
const isComplaint = (text: string): boolean => !/\/events net::ERR_ABORTED$/.test(text);

const textOf = (id: string) => page.locator(`#${id}`).innerText();
const says = (id: string, words: string | RegExp) => page.locator(`#${id}`, { hasText: words }).waitFor();

describe('the operations page without jobs', () => {
  test('says in words what is wrong, and nothing that is not', async () => {
    await open('/ops');
    await says('verdict', '1 problem: zone vm has no worker');
    await says('live', 'Live');
    await says('running', 'Nothing runs.');
    await says('waiting', 'Nothing waits.');
    await says('estate', 'never read');
    expect(await textOf('zones')).toMatch(/docker[\s\S]+worker[\s\S]+vm[\s\S]+no worker/);
    await shoot(page, 'ops-empty-light', true);
    expect(complaints.filter(isComplaint)).toEqual([]);
  });
});

const [first, , foreign] = PLACES;

describe('the operations page with 5,000 jobs', () => {
  beforeAll(async () => {
    await many.fill(5_000, PLACES);
    for (const service of ['INT_A', 'INT_B', MARKUP]) {
      const requestedBy = { subject: service, login: service === MARKUP ? MARKUP : 'alice' };
      const stop = {
        operation: 'integration-service.stop',
        kind: 'change',
        reason: 'CHG0012345',
        requestedBy,
      } as const;
      await many.add({ ...stop, target: { ...first, service }, status: 'running' });
      await many.add({ ...stop, target: { ...first, service }, status: 'queued' });
      await many.add({ ...stop, target: { ...foreign, service }, status: 'queued' });
    }
  }, WITHIN_MS);

  test('is readable in light, dark and on a phone, and browsers refuse nothing of it', async () => {
    await open('/ops');
    await says('verdict', /zone vm has no worker, 3 jobs wait there/);
    await says('estate', 'INT_MAE_05');
    await shoot(page, 'ops-many-light', true);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await shoot(page, 'ops-many-dark');
    expect(complaints.filter(isComplaint)).toEqual([]);
    await page.context().close();
    await open('/ops', PHONE);
    await says('verdict', 'zone vm');
    await shoot(page, 'ops-many-phone');
    await page.evaluate("document.getElementById('waiting').scrollIntoView()");
    await shoot(page, 'ops-many-phone-waiting');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(complaints.filter(isComplaint)).toEqual([]);
  });

  test('shows names that callers chose as text, whatever they look like', async () => {
    await open('/ops');
    await says('waiting', MARKUP);
    expect(await page.locator('main img, main b').count()).toBe(0);
    expect(await page.title()).toBe('etlaas operations');
    await page.getByRole('link', { name: MARKUP }).first().click();
    await says('list', '3 jobs');
    expect(await page.locator('main img, main b').count()).toBe(0);
    expect(complaints.filter(isComplaint)).toEqual([]);
  });

  test('has lists and pages of jobs, each with an address of its own', async () => {
    await open('/ops');
    await page.locator('#zones').getByTitle('failed in vm').click();
    await says('list', /^\d+ jobs/);
    expect(new URL(page.url()).searchParams.get('zone')).toBe(FOREIGN_ZONE);
    expect(await page.locator('#list tbody tr').allInnerTexts()).toEqual(
      Array.from({ length: 50 }, () => expect.stringMatching(/failed[\s\S]+\bvm\b/)),
    );
    await shoot(page, 'ops-jobs-light');
    await page.locator('#list tbody th a').first().click();
    await says('job', 'HOST_UNREACHABLE');
    await shoot(page, 'ops-job-light');
    await page.setViewportSize(PHONE.viewport);
    await shoot(page, 'ops-job-phone');
    expect(complaints.filter(isComplaint)).toEqual([]);
  });

  test('copies the correlation id of a job', async () => {
    const correlationId = 'incident-4711';
    const id = await many.add({ target: { ...first, service: 'INT_A' }, status: 'failed', correlationId });
    await open(`/ops/jobs/${id}`, { ...DESKTOP, permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Copy the correlation id' }).click();
    await says('told', 'copied');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(correlationId);
  });
});

describe('the operations page while somebody looks', () => {
  test('tells of a job that comes, and keeps the place of whoever uses the keyboard', async () => {
    await open('/ops');
    await says('waiting', 'INT_A');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toBe('To the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toMatch('zone vm has no worker');
    const held = page.locator('#waiting tbody th a').first();
    await held.focus();
    const href = await held.getAttribute('href');
    await many.add({ target: { ...foreign, service: 'INT_NEW' }, status: 'queued' });
    await says('waiting', 'INT_NEW');
    expect(await page.locator(':focus').getAttribute('href')).toBe(href);
    expect(complaints.filter(isComplaint)).toEqual([]);
  });

  test('is for ops: others are refused, which ops see; who watches has one record', async () => {
    const refused = await open('/ops', DESKTOP, 'operator');
    expect(refused?.status()).toBe(403);
    await page.context().close();
    await open('/ops');
    await says('refusals', /operator[\s\S]+GET \/ops[\s\S]+Only members of the ops group/);
    const watched = () => stack().audit.records.filter(({ details }) => details['path'] === '/ops/events').length;
    const before = watched();
    await page.context().close();
    await waitUntil('the record is there', () => watched() > before);
    expect(watched()).toBe(before + 1);
  });

  test('says that Redis is away instead of showing what was', async () => {
    await open('/ops');
    await says('waiting', 'INT_A');
    stack().parts.redis.process.signal('SIGSTOP');
    await says('verdict', 'Redis: does not answer');
    await says('waiting', 'Cannot be seen now');
    expect(await textOf('zones')).not.toMatch('no worker');
    await shoot(page, 'ops-redis-away');
    stack().parts.redis.process.signal('SIGCONT');
    await says('waiting', 'INT_A');
    expect(complaints.filter(isComplaint)).toEqual([]);
  });

  test('says that it is not live while the API is away, and comes back by itself', async () => {
    await open('/ops');
    await says('live', 'Live');
    await stack().apiProcess.kill();
    await says('live', /^Not live since/);
    await shoot(page, 'ops-not-live');
    await stack().startApi();
    await says('live', /^Live/);
  });
});
