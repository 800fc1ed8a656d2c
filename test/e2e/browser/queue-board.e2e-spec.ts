import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ApiClient } from '../../support/api-client.js';
import { complaintsOf, openBrowser, shoot } from '../../support/browser/browser.js';
import { ForeignSite } from '../../support/browser/foreign-site.js';
import { signInAt } from '../../support/browser/sign-in.js';
import { Visitor } from '../../support/browser/visitor.js';
import { useSandbox } from '../../support/sandbox.js';
import { waitFor } from '../../support/wait-until.js';

const DOCKER = 'informatica%3Adocker';
const PHONE = { width: 390, height: 844 };
const NO_WORKER = 'Nothing is consuming this queue';
const STOP = '/v1/trigrams/MAE/domains/DOM_MAE_D01/integration-services/INT_MAE_D02/stop?environment=Development';

const STOP_IN_VM = '/v1/trigrams/RCR/domains/DOM_RCR_P01/integration-services/INT_RCR_P01/stop?environment=Production';

const sandbox = useSandbox();
let browser: Browser;
let oscar: Page;
let stopped: string;
const contexts: BrowserContext[] = [];

const address = (path: string): string => `http://localhost:${sandbox.port}${path}`;

/** A browser of somebody's own. */
async function newPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  contexts.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

/** What a script of the page itself gets, with the session of the browser. */
const fetchIn = (page: Page, method: string, path: string, headers: Record<string, string> = {}) =>
  page.evaluate(
    async ([url, how]) => {
      const answer = await fetch(url, how);
      return { status: answer.status, text: await answer.text() };
    },
    [address(path), { method, headers }] as const,
  );

const cookieOf = async (page: Page, name: string) =>
  (await page.context().cookies()).find((cookie) => cookie.name === name && cookie.domain === 'localhost');

const markOf = async (page: Page): Promise<Record<string, string>> => ({
  'x-xsrf-token': (await cookieOf(page, 'XSRF-TOKEN'))?.value ?? '',
});

/** Of the ground that a page stands on, from 0 to 255. */
const brightnessOf = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(...(getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(Number)));

const auditOf = (event: string, login?: string) =>
  sandbox.auditRecords().filter((one) => one.event === event && (!login || loginIn(one) === login));
const loginIn = ({ subject }: Record<string, unknown>) => (subject as { login?: string } | undefined)?.login;

/** Goes on by Tab until the focus is on a link of that name. */
const tabTo = (page: Page, name: RegExp) =>
  waitFor(`the focus is on ${name}`, async () => {
    await page.keyboard.press('Tab');
    return name.test(await page.evaluate(() => document.activeElement?.textContent ?? ''));
  });

/** Asked beside its pages, which let no script of theirs ask. */
const statusFor = async (page: Page, path: string): Promise<number> =>
  (await page.request.get(address(path), { headers: { accept: 'application/json' } })).status();

const isSignedIn = async (page: Page): Promise<boolean> => (await statusFor(page, '/session')) === 200;

beforeAll(async () => {
  browser = await openBrowser();
  // Long gone when the board is asked who works there.
  sandbox.freezeWorker('vm', true);
  const { body } = await sandbox.as('mae-batch').send({ method: 'POST', path: STOP, headers: { prefer: 'wait=20' } });
  stopped = String(body['id']);
  oscar = await newPage();
});
afterAll(() => browser?.close());

describe('oscar, who is ops', () => {
  it('signs in with code and PKCE, and is back at the board he asked for', async () => {
    const complaints = complaintsOf(oscar);
    await signInAt(oscar, address(`/queues/queue/${DOCKER}?status=completed`), 'oscar');
    await oscar.getByRole('link', { name: stopped }).waitFor();
    await shoot(oscar, 'board-of-oscar');
    expect(oscar.url()).toBe(address(`/queues/queue/${DOCKER}?status=completed`));
    // The board would like to have fonts from outside, and does without.
    expect(complaints.filter((text) => !text.includes('fonts.googleapis.com'))).toEqual([]);
  });

  it('has a session that no script can read, and no token at all', async () => {
    expect(await cookieOf(oscar, 'etlaas')).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', expires: -1 });
    expect(await cookieOf(oscar, 'XSRF-TOKEN')).toMatchObject({ httpOnly: false, sameSite: 'Strict' });
    expect(await cookieOf(oscar, 'etlaas-sign-in')).toBeUndefined();
    const kept = await oscar.evaluate(() =>
      JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]),
    );
    expect(kept).not.toMatch(/eyJ|"etlaas=/);
    expect(auditOf('session.opened', 'oscar')).toHaveLength(1);
  });

  it('sees a job, of whose requester only the login is told, and may press nothing', async () => {
    const { text } = await fetchIn(oscar, 'GET', `/queues/api/queues/${DOCKER}/${stopped}`);
    const { job } = JSON.parse(text) as { job: { data: { job: { requestedBy: object } } } };
    expect(job.data.job.requestedBy).toEqual({ subject: '[masked]', login: 'mae-batch', clientId: 'mae-batch' });
    expect(text).not.toContain('mac');
    const retry = `/queues/api/queues/${DOCKER}/${stopped}/retry`;
    const { status, text: refusal } = await fetchIn(oscar, 'PUT', retry, await markOf(oscar));
    expect([status, refusal]).toEqual([403, expect.stringContaining('Only members of the ops-admin group')]);
    expect(await oscar.getByRole('button', { name: 'Clean all' }).count()).toBe(0);
  });

  it('sees where no worker is, and in which environment he is, also on a phone', async () => {
    await waitFor('the worker is gone', async () => {
      const { text } = await fetchIn(oscar, 'GET', '/queues/api/queues');
      const { queues } = JSON.parse(text) as { queues: { displayName: string; hasWorkers: boolean }[] };
      const seen = queues.map(({ displayName, hasWorkers }) => [displayName, hasWorkers].join());
      return seen.includes('zone vm,false') && seen.includes('zone docker,true');
    });
    await oscar.goto(address('/queues'));
    await oscar.getByRole('button', { name: NO_WORKER }).first().waitFor();
    await oscar.getByText('Sandbox', { exact: true }).first().waitFor();
    await shoot(oscar, 'board-without-worker');
    expect(await brightnessOf(oscar)).toBeGreaterThan(200);
    await oscar.emulateMedia({ colorScheme: 'dark' });
    await waitFor('the board is dark', async () => (await brightnessOf(oscar)) < 60);
    await shoot(oscar, 'board-dark');
    await oscar.emulateMedia({ colorScheme: 'light' });
    await oscar.setViewportSize(PHONE);
    await shoot(oscar, 'board-on-a-phone');
    await oscar.setViewportSize({ width: 1280, height: 900 });
  });

  it('is recorded as one who looked, once and not at each look', async () => {
    for (let times = 0; times < 5; times += 1) await fetchIn(oscar, 'GET', '/queues/api/queues');
    const views = await waitFor('the look at the job', () => {
      const all = auditOf('board.viewed', 'oscar');
      return all.some(({ details }) => (details as { job?: string }).job === stopped) && all;
    });
    const kinds = views.map(({ details }) => JSON.stringify(details));
    expect(new Set(kinds).size).toBe(kinds.length);
    const polls = auditOf('request.answered', 'oscar').map(({ details }) => (details as { path: string }).path);
    expect(polls.filter((path) => path === '/queues/api/queues')).toEqual([]);
  });
});

describe('somebody else', () => {
  it('alice is refused with a page that says so, and can sign out there', async () => {
    const alice = await newPage();
    await signInAt(alice, address('/queues'), 'alice');
    await alice.getByText('Only members of the ops group may do this.').waitFor();
    await shoot(alice, 'board-refused-to-alice');
    await alice.setViewportSize(PHONE);
    await shoot(alice, 'board-refused-to-alice-on-a-phone');
    expect(await statusFor(alice, '/queues/api/queues')).toBe(403);
    await alice.getByRole('button', { name: 'Sign out' }).click();
    await alice.getByText('You are signed out').waitFor();
    expect(await isSignedIn(alice)).toBe(false);
  });

  it('a program is answered as ever: 401 without a token, the board with one', async () => {
    const [without, bearer] = [new ApiClient(sandbox.port), new ApiClient(sandbox.port, sandbox.token('e2s-ops'))];
    const { status, headers, body } = await without.get('/queues');
    expect([status, headers['www-authenticate'], body['code']]).toEqual([
      401,
      'Bearer realm="etlaas"',
      'UNAUTHENTICATED',
    ]);
    expect((await bearer.get('/queues/api/queues')).status).toBe(200);
  });

  it('nobody opens the API with a session', async () => {
    expect((await fetchIn(oscar, 'GET', '/v1/jobs')).status).toBe(401);
  });
});

describe('olga, who is ops-admin', () => {
  let olga: Page;

  it('may not run a change again, and is told why', async () => {
    olga = await newPage();
    await signInAt(olga, address(`/queues/queue/${DOCKER}/${stopped}`), 'olga');
    const mark = await markOf(olga);
    const retry = await fetchIn(olga, 'PUT', `/queues/api/queues/${DOCKER}/${stopped}/retry`, mark);
    expect([retry.status, retry.text]).toEqual([403, expect.stringContaining('The job has ended: it is succeeded.')]);
    for (const path of [
      `${DOCKER}/clean/completed`,
      `${DOCKER}/empty`,
      `${DOCKER}/pause`,
      'pause',
      `${DOCKER}/promote`,
    ]) {
      expect((await fetchIn(olga, 'PUT', `/queues/api/queues/${path}`, mark)).status).toBe(403);
    }
    expect(sandbox.effects('DisableService', 'INT_MAE_D02')).toBe(2);
    expect(auditOf('board.acted', 'olga')[0]).toMatchObject({
      job_id: stopped,
      decision: { allowed: false },
      details: { queue: 'informatica:docker', job: stopped, action: 'job.retry', allowed: false },
    });
  });

  it('takes off the queue what has ended, by the button of the board; its record stays', async () => {
    await olga.reload();
    await olga.locator('xpath=//button[normalize-space()="Data"]/preceding::button[1]').click();
    await shoot(olga, 'board-of-olga');
    await olga.getByRole('button', { name: 'Confirm' }).click();
    await waitFor('the job is off the queue', async () => {
      return (await fetchIn(olga, 'GET', `/queues/api/queues/${DOCKER}/${stopped}`)).status === 404;
    });
    expect((await sandbox.as('mae-batch').get(`/v1/jobs/${stopped}`)).body).toMatchObject({ status: 'succeeded' });
    expect(auditOf('board.acted', 'olga').at(-1)).toMatchObject({
      details: { action: 'job.remove', job: stopped, allowed: true },
    });
  });
});

describe('the operations page behind a session', () => {
  it('is walked by keyboard to the job that waits, and ends with the session that another page closes', async () => {
    const stop = { method: 'POST', path: STOP_IN_VM } as const;
    await sandbox.as('rcr-batch').send(stop);
    const page = await newPage();
    const complaints = complaintsOf(page);
    await signInAt(page, address('/ops'), 'olga');
    await page.locator('#verdict', { hasText: 'zone vm has no worker, 1 job waits there' }).waitFor();
    await page.getByText('Start the worker of the zone').waitFor();
    await shoot(page, 'ops-of-olga');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    for (const name of [/^zone vm has no worker/, /^integration-service\.stop$/]) {
      await tabTo(page, name);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/ops\/jobs/);
    }
    await page.locator('#job', { hasText: 'no worker in zone vm' }).waitFor();
    await page.locator('#live', { hasText: 'Live' }).waitFor();
    // A stream that is left with its page is no fault.
    expect(complaints.filter((text) => !text.endsWith('/events net::ERR_ABORTED'))).toEqual([]);
    const other = await page.context().newPage();
    await other.goto(address('/session'));
    await other.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    await shoot(page, 'ops-signed-out');
  });
});

describe('whoever means harm', () => {
  it('signs nobody out, and presses nothing, by a page of our site on another port, which sends the cookies along', async () => {
    const page = await oscar.context().newPage();
    const form = `<form method="post" action="${address('/sign-out')}"><button>Win</button></form>`;
    const foreign = await ForeignSite.start(form);
    try {
      await page.goto(foreign.at('localhost'));
      // The browser tells the page nothing, and the request was sent all the same.
      await page.evaluate(
        (url) => fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include' }).catch(() => undefined),
        address(`/queues/api/queues/${DOCKER}/add`),
      );
      await page.getByRole('button').click();
      await page.getByText('A session serves the pages of this address only.').waitFor();
    } finally {
      foreign.stop();
      await page.close();
    }
    const answered = () => auditOf('request.answered', 'oscar').filter((one) => one.response_http_code === 403);
    const paths = await waitFor('both refusals are recorded', () => {
      const all = answered().map(({ details }) => (details as { path: string }).path);
      return all.includes('/sign-out') && all.includes(`/queues/api/queues/${DOCKER}/add`) && all;
    });
    expect(paths).toBeDefined();
    expect(await isSignedIn(oscar)).toBe(true);
    expect(auditOf('session.closed', 'oscar')).toEqual([]);
  });

  const isCallback = ({ pathname }: URL) => pathname === '/sign-in/callback';
  const isPage = ({ pathname, origin }: URL) => origin === address('') && /^\/(session|queues|docs)/.test(pathname);
  const sessionOf = async (visitor: Visitor) =>
    (await visitor.ask(address('/session'), { headers: { accept: 'application/json' } })).status;

  it('lets nobody finish a sign-in that was begun in another browser, nor one twice', async () => {
    const [thief, victim] = [new Visitor(), new Visitor()];
    const callback = await thief.goOn(address('/sign-in'), 'oscar', isCallback);
    const refused = await victim.ask(callback);
    expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('begun in another browser')]);
    const [early, late] = [thief.copy(), thief.copy()];
    expect((await early.ask(callback)).status).toBe(303);
    // The code was spent, whatever cookies were kept.
    expect((await late.ask(callback)).status).toBe(401);
    expect([await sessionOf(victim), await sessionOf(early), await sessionOf(late)]).toEqual([401, 200, 401]);
    await waitFor('both refusals are recorded', () => auditOf('session.refused').length >= 2);
    expect(auditOf('session.refused')).toHaveLength(2);
  });

  it('mixes nobody up: neither state nor provider of another answer is taken', async () => {
    for (const [name, value] of [
      ['state', 'another'],
      ['iss', 'https://evil.example'],
    ] as const) {
      const visitor = new Visitor();
      const callback = new URL(await visitor.goOn(address('/sign-in'), 'oscar', isCallback));
      expect(callback.searchParams.has(name)).toBe(true);
      callback.searchParams.set(name, value);
      expect((await visitor.ask(callback.href)).status).toBe(401);
      expect(await sessionOf(visitor)).toBe(401);
    }
  });

  it('sends nobody to a page of another host', async () => {
    for (const to of ['https://evil.example/queues', '//evil.example/queues', '/\\evil.example', '/docs']) {
      const visitor = new Visitor();
      const end = await visitor.goOn(address(`/sign-in?returnTo=${encodeURIComponent(to)}`), 'alice', isPage);
      expect(end).toBe(address('/session'));
    }
  });

  it('has nothing of a session that was ended', async () => {
    const visitor = new Visitor();
    await visitor.goOn(address('/sign-in'), 'oscar', isPage);
    const stolen = visitor.copy();
    expect(await sessionOf(stolen)).toBe(200);
    const mark = visitor.cookie('localhost', 'XSRF-TOKEN') ?? '';
    const headers = { origin: address('') };
    const body = () => new URLSearchParams({ mark });
    const out = await visitor.ask(address('/sign-out'), { method: 'POST', headers, body: body() });
    expect([out.status, out.location]).toEqual([303, address('/session')]);
    expect(visitor.cookie('localhost', 'etlaas')).toBeUndefined();
    expect(await sessionOf(stolen)).toBe(401);
    expect((await stolen.ask(address('/queues'))).status).toBe(401);
    expect(auditOf('session.closed', 'oscar')).toHaveLength(1);
  });
});
