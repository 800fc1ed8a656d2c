import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest } from '@jest/globals';
import { OTHER_SERVICE, SERVICE } from '../../support/stack/estate.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';
import { waitUntil } from '../../support/wait-until.js';

jest.setTimeout(120_000);

const SLOW_MS = 2_000;
const KEY = { 'idempotency-key': 'asked-for-in-the-gap' };

/** The copy of docs/operations.md: the folder of the append-only file, while Redis runs. */
describe('Redis is restored from a copy that is older than what it had', () => {
  const { stack, api, host, test } = useStack();
  const redis = () => stack().parts.redis;
  const live = () => join(stack().parts.folder, 'redis', 'appendonlydir');
  const kept = () => join(stack().parts.folder, 'kept');

  const takeCopy = () => {
    rmSync(kept(), { recursive: true, force: true });
    cpSync(live(), kept(), { recursive: true });
  };
  const putBack = async () => {
    await redis().process.kill();
    rmSync(live(), { recursive: true });
    cpSync(kept(), live(), { recursive: true });
    await redis().start();
  };
  const lookUp = (id: string) => api().ask<{ code: string }>('GET', `/v1/jobs/${id}`);
  const outcomesOf = (id: string) =>
    stack()
      .audit.of(id, 'job.finished')
      .map(({ outcome }) => outcome);

  test('changes that wait in the copy and ended since have no second effect, and what came after is told by the audit', async () => {
    await stack().worker().end();
    const waiting = await api().submit('POST', routes.change(SERVICE, 'stop'));
    const takenBack = await api().submit('POST', routes.change(OTHER_SERVICE, 'stop'));
    takeCopy();
    await api().ask('POST', routes.cancel(takenBack.id));
    const accepted = await api().submit('POST', routes.change(OTHER_SERVICE, 'restart'), { headers: KEY });
    await stack().startWorker('worker');
    const before = await api().ended(waiting.id);
    expect(await api().ended(accepted.id)).toMatchObject({ status: 'succeeded' });
    await putBack();

    const { result } = await api().ended(waiting.id);
    // What the state was before the stop only the journal on the host still knows; the state after it is read anew.
    expect(result).toMatchObject({ changed: true, before: (before.result as { before: object }).before });
    expect(host().count('DisableService', 'effect', SERVICE)).toBe(1);

    const overtaken = await api().ended(takenBack.id);
    expect(overtaken).toMatchObject({ status: 'failed', error: { code: 'TARGET_BUSY' } });
    expect(stack().audit.of(takenBack.id, 'job.cancelled')).toHaveLength(1);
    expect(outcomesOf(takenBack.id)).toEqual(['failed']);
    expect(host().count('DisableService', 'effect', OTHER_SERVICE)).toBe(1);

    expect(await lookUp(accepted.id)).toMatchObject({ status: 404, body: { code: 'JOB_NOT_FOUND' } });
    expect(outcomesOf(accepted.id)).toEqual(['succeeded']);

    const repeated = await api().run('POST', routes.change(OTHER_SERVICE, 'restart'), { headers: KEY });
    expect(repeated).toMatchObject({ status: 'succeeded' });
    expect(repeated.id).not.toBe(accepted.id);
    expect(host().count('DisableService', 'effect', OTHER_SERVICE)).toBe(2);
  });

  test('a change that runs meanwhile, of which the copy knows nothing, comes to its end once, and its end is told by the audit', async () => {
    takeCopy();
    host().behave({ program: 'infacmd', command: 'DisableService', does: 'slow', ms: SLOW_MS });
    const { id } = await api().submit('POST', routes.change(SERVICE, 'stop'));
    await waitUntil('the stop runs', () => host().count('DisableService', 'start') === 1);
    await putBack();
    await waitUntil('its end is audited', () => outcomesOf(id).length > 0);
    expect(outcomesOf(id)).toEqual(['succeeded']);
    expect(host().count('DisableService', 'effect', SERVICE)).toBe(1);
    expect(await lookUp(id)).toMatchObject({ status: 404 });
    expect(await api().run('GET', routes.service(SERVICE))).toMatchObject({ result: { enabled: false } });
  });
});
