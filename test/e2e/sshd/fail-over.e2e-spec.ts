import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest } from '@jest/globals';
import { DOMAIN, HOSTS, SERVICE, ZONE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(120_000);

/** Serves the same domain, but nothing listens there. */
const AWAY = 'etl-mae-d02.test.socgen';
const CLOSED_PORT = 1;

describe('a domain with two hosts, one of which is away', () => {
  const { stack, api, host, test } = useStack({ workers: [], settings: { RULES_RELOAD_MS: '100' } });
  const here = HOSTS.pinned.hostname;
  const at = (path: string, hostname: string) => `${path}&host=${hostname}`;

  beforeAll(async () => {
    const { parts, user, apps } = stack();
    const { INVENTORY_FILE = '' } = apps.workerEnvironment('worker');
    const row = [
      AWAY,
      DOMAIN,
      HOSTS.pinned.environment,
      ZONE,
      '127.0.0.1',
      CLOSED_PORT,
      user.name,
      parts.informatica.home,
    ];
    writeFileSync(INVENTORY_FILE, `${readFileSync(INVENTORY_FILE, 'utf8')}${row.join(',')}\n`);
    const pins = join(parts.folder, 'pins-of-both');
    const ofOther = parts.sshd.knownAs(AWAY).replace(/:\d+ /, `:${CLOSED_PORT} `);
    writeFileSync(pins, parts.sshd.knownAs(here) + ofOther);
    await stack().startWorker('worker', { SSH_KNOWN_HOSTS_FILE: pins });
    await waitUntil('the api knows both hosts', async () => {
      const { status } = await api().ask('GET', routes.services());
      return status === 400;
    });
  });

  test('a read of the host that is away is answered by the other, and says so everywhere', async () => {
    const job = await api().run('GET', at(routes.services(), AWAY));
    expect(job).toMatchObject({ status: 'succeeded', target: { host: AWAY }, answeredBy: here });
    await waitUntil('its end is in the audit', () => stack().audit.of(job.id, 'job.finished').length > 0);
    expect(stack().audit.of(job.id, 'job.finished')).toMatchObject([
      { target: { host: AWAY }, details: { answeredBy: here } },
    ]);
  });

  test('a read of the host that is there says nothing of the other', async () => {
    const job = await api().run('GET', at(routes.services(), here));
    expect(job.status).toBe('succeeded');
    expect(job).not.toHaveProperty('answeredBy');
  });

  test('a read that fails on the other host says which one that was', async () => {
    const job = await api().run('GET', at(routes.service('INT_NOWHERE'), AWAY));
    expect(job).toMatchObject({ status: 'failed', error: { code: 'SERVICE_NOT_FOUND' }, answeredBy: here });
  });

  test('a change stays on its host, and nothing runs anywhere', async () => {
    const job = await api().run('POST', at(routes.change(SERVICE, 'stop'), AWAY));
    expect(job.error).toMatchObject({ code: 'HOST_UNREACHABLE', retryable: true });
    expect(job).not.toHaveProperty('answeredBy');
    expectTruth(stack(), job, { status: 'failed', effects: { DisableService: 0 } });
    expect(host().ledger).toEqual([]);
  });
});
