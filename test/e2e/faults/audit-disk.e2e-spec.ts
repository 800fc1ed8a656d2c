import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, jest } from '@jest/globals';
import type { Running } from '../../support/processes.js';
import { SERVICE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(120_000);

/**
 * A disk that is full for one process: the kernel lets it write to no file beyond this size. Unlike modes it binds root
 * too, and unlike a small disk it needs no root.
 */
const limitFiles = ({ pid }: Running, bytes: string) =>
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
const fill = (app: Running) => limitFiles(app, '1');
const clear = (app: Running) => limitFiles(app, 'unlimited');

describe('the audit disk is full', () => {
  const { stack, api, host, test } = useStack({ settings: { QUEUE_LOCK_MS: '2000', JOB_VERIFY_WITHIN_MS: '60000' } });

  const refusals = async () => {
    const { body } = await api().ask<{ zones: { workers: { refusal?: string }[] }[] }>('GET', '/v1/zones', {
      as: 'ops',
    });
    return body.zones.flatMap(({ workers }) => workers.map(({ refusal }) => refusal));
  };

  afterEach(() => {
    for (const app of [stack().apiProcess, stack().worker()]) if (app.isRunning) clear(app);
  });

  test("the api's: changes are refused and nothing runs, reads go on; with room again all is well", async () => {
    fill(stack().apiProcess);
    const { status, body } = await api().ask<{ code: string }>('POST', routes.change(SERVICE, 'stop'));
    expect([status, body.code]).toEqual([503, 'AUDIT_UNAVAILABLE']);
    expect(await api().run('GET', routes.service(SERVICE))).toMatchObject({ status: 'succeeded' });
    const { body: page } = await api().ask<{ jobs: { operation: string }[] }>('GET', '/v1/jobs');
    expect(page.jobs.map(({ operation }) => operation)).toEqual(['integration-service.get']);
    expect(host().count('DisableService', 'start')).toBe(0);
    clear(stack().apiProcess);
    const job = await api().run('POST', routes.change(SERVICE, 'stop'));
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
  });

  test("the api's: it says so, and counts what it could not keep", async () => {
    fill(stack().apiProcess);
    await api().run('GET', routes.service(SERVICE));
    expect((await fetch(new URL('/health/ready', api().origin))).status).toBe(503);
    const metrics = await (await fetch(new URL('/metrics', api().origin))).text();
    expect(metrics).toMatch(/^\w*audit\w*lost\w* [1-9]/m);
  });

  test("the worker's: a change fails before anything runs, reads go on; with room again all is well", async () => {
    fill(stack().worker());
    const refused = await api().run('POST', routes.change(SERVICE, 'stop'));
    expect(refused).toMatchObject({ status: 'failed', error: { code: 'AUDIT_UNAVAILABLE' } });
    expect(await api().run('GET', routes.service(SERVICE))).toMatchObject({ status: 'succeeded' });
    expect(host().count('DisableService', 'start')).toBe(0);
    await waitUntil('ops are told so', async () => (await refusals()).includes('unwritable'));
    clear(stack().worker());
    const job = await api().run('POST', routes.change(SERVICE, 'stop'));
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
  });

  test("the worker's that takes a stop over: it does not say that nothing was done", async () => {
    host().behave({ program: 'infacmd', command: 'DisableService', does: 'slow', ms: 3_000 });
    const { id } = await api().submit('POST', routes.change(SERVICE, 'stop'));
    await waitUntil('the stop runs', () => host().count('DisableService', 'start') === 1);
    const second = await stack().startWorker('second');
    fill(second);
    await stack().worker().kill();
    await waitUntil('nobody knows', async () => (await api().read(id)).status === 'unknown');
    await waitUntil('the stop is over', () => host().count('DisableService', 'end') === 1);
    clear(second);
    expect(await api().ended(id)).toMatchObject({ status: 'succeeded', result: { changed: true } });
    expect(host().count('DisableService', 'effect')).toBe(1);
  });
});
