import { expect, jest } from '@jest/globals';
import { OTHER_SERVICE, SERVICE } from '../../support/stack/estate.js';
import { expectTruth } from '../../support/stack/expect-truth.js';
import { commandLines } from '../../support/stack/process-list.js';
import { routes } from '../../support/stack/routes.js';
import { describeByTransport } from '../../support/stack/transports.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(180_000);

const stillRuns = (home: string, command: string): boolean =>
  commandLines().some((line) => line.includes(home) && line.includes(command));

describeByTransport('programs that print too much or nothing', (transport) => {
  const { stack, api, host, test } = useStack({ transport });
  const floods = (command: string) => host().behave({ program: 'infacmd', command, does: 'flood' });

  test('a read whose one command floods fails, and its channel is closed', async () => {
    floods('ListServices');
    const job = await api().run('GET', routes.services());
    expect(job).toMatchObject({ status: 'failed', error: { code: 'OUTPUT_TOO_LARGE' } });
  });

  test('a read, one of whose commands floods beside others, fails', async () => {
    floods('Ping');
    const job = await api().run('GET', routes.service(SERVICE));
    expect(job.status).toBe('failed');
  });

  test('a change that floods is not disturbed by it: the state decides', async () => {
    floods('DisableService');
    const job = await api().run('POST', routes.change(SERVICE, 'stop'));
    expect(job.result).toMatchObject({ changed: true, after: { enabled: false, alive: false } });
    expectTruth(stack(), job, { status: 'succeeded', effects: { DisableService: 1 } });
  });

  test('after a flood the worker serves as before', async () => {
    floods('ListServices');
    await api().run('GET', routes.services());
    host().behave();
    expect(await api().run('GET', routes.services())).toMatchObject({ status: 'succeeded' });
  });

  /** Its own time limit is a minute; what can be seen sooner is that it is ended on the host and keeps nobody waiting. */
  test('a read that hangs keeps no other from running, and a cancel ends it on the host', async () => {
    host().behave({ program: 'infacmd', command: 'GetServiceStatus', target: SERVICE, does: 'hang' });
    const hanging = await api().submit('GET', routes.service(SERVICE));
    await waitUntil('the command hangs', () => host().count('GetServiceStatus', 'start', SERVICE) === 1);
    expect(await api().run('GET', routes.service(OTHER_SERVICE))).toMatchObject({ status: 'succeeded' });
    const { status, body } = await api().ask('POST', routes.cancel(hanging.id));
    expect([status, typeof body.cancelRequestedAt]).toEqual([202, 'string']);
    expect(await api().ended(hanging.id)).toMatchObject({ status: 'cancelled' });
    await waitUntil('it is gone', () => !stillRuns(host().home, 'GetServiceStatus'));
  });
});
