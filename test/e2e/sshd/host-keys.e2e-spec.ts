import { expect, jest } from '@jest/globals';
import { HOSTS, SERVICE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import { routes } from '../../support/stack/routes.js';
import { describeByTransport } from '../../support/stack/transports.js';
import { useStack } from '../../support/stack/use-stack.js';

jest.setTimeout(120_000);

/** The sshd is the same and would let us in: only what the worker knows of its key differs. */
describeByTransport('host keys', (transport) => {
  const { stack, api, host, test } = useStack({ transport });

  for (const [how, { environment, hostname }] of Object.entries(HOSTS).filter(([name]) => name !== 'pinned')) {
    test(`a host that is ${how} is refused, and nothing runs there`, async () => {
      const job = await api().run('POST', routes.change(SERVICE, 'stop', environment));
      expect(job.target).toMatchObject({ host: hostname });
      expect(job.error).toMatchObject({ code: 'HOST_KEY_REFUSED', status: 502, retryable: false });
      expectTruth(stack(), job, { status: 'failed', effects: { DisableService: 0 } });
      expect(host().ledger).toEqual([]);
    });

    test(`reads neither, where it is ${how}`, async () => {
      const job = await api().run('GET', routes.services(environment));
      expect(job).toMatchObject({ status: 'failed', error: { code: 'HOST_KEY_REFUSED' } });
      expect(host().ledger).toEqual([]);
    });
  }

  test('a refused host does not keep the worker from another', async () => {
    const [refused, served] = await Promise.all([
      api().run('GET', routes.service(SERVICE, HOSTS.wronglyPinned.environment)),
      api().run('GET', routes.service(SERVICE)),
    ]);
    expect([refused.status, served.status]).toEqual(['failed', 'succeeded']);
  });
});
