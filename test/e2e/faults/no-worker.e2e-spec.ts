import { afterEach, describe, expect, jest } from '@jest/globals';
import { OTHER_SERVICE, SERVICE, ZONE } from '../../support/stack/estate.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(120_000);

describe('no worker serves the zone', () => {
  const { stack, api, host, test } = useStack({ workers: [], settings: { JOB_START_WITHIN_MS: '3000' } });

  afterEach(() => stack().worker().end());

  /** Starts a worker and resolves when it has had every earlier job in its hands: it takes them in order. */
  const letWorkerCome = async () => {
    await stack().startWorker('worker');
    const marker = await api().run('GET', routes.service(OTHER_SERVICE));
    expect(marker.status).toBe('succeeded');
  };
  const outcomes = (id: string) => stack().audit.of(id, 'job.finished');

  test('a job says why it waits, expires without any worker, and is not run by one that comes later', async () => {
    const { id } = await api().submit('POST', routes.change(SERVICE, 'stop'));
    expect(await api().read(id)).toMatchObject({ status: 'queued', reasonWaiting: `no worker in zone ${ZONE}` });
    const job = await api().ended(id, 10_000);
    expect(job).toMatchObject({ status: 'expired', error: { code: 'JOB_EXPIRED' } });
    expect(Date.parse(job.finishedAt ?? '')).toBe(Date.parse(job.notAfter));
    await letWorkerCome();
    await waitUntil('the end is audited', () => outcomes(id).length > 0);
    expect(outcomes(id)).toMatchObject([{ outcome: 'expired' }]);
    expect(await api().read(id)).toMatchObject({ status: 'expired' });
    expect(host().count('DisableService', 'start')).toBe(0);
    expect(stack().audit.of(id, 'job.started')).toEqual([]);
  });

  test('a queued job that is cancelled ends at once, and is not run by a worker that comes later', async () => {
    const { id } = await api().submit('POST', routes.change(SERVICE, 'stop'));
    const { status, body } = await api().ask('POST', routes.cancel(id));
    expect([status, body.status]).toEqual([200, 'cancelled']);
    await letWorkerCome();
    expect(await api().read(id)).toMatchObject({ status: 'cancelled' });
    expect(host().count('DisableService', 'start')).toBe(0);
    expect(stack().audit.of(id, 'job.cancelled')).toMatchObject([{ outcome: 'taken back' }]);
    expect(stack().audit.of(id, 'job.started')).toEqual([]);
  });
});
