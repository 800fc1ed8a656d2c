import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Registry } from 'prom-client';
import { stopIntegrationService } from '#libs/informatica';
import { JobMetrics } from '#libs/metrics';
import { NO_TRACES, toProblem } from '#libs/platform';
import { type JobRecord, TargetBusy } from '#libs/queue';
import type { Ask } from './ask.js';
import { type DeskParts, JobDesk } from './job-desk.js';
import { JobPlans, type PlanParts } from './job-plans.js';
import { JobVisibility } from './job-visibility.js';

const PLACE = { trigram: 'RCR', domain: 'D', environment: 'Production' } as const;
const TARGET = { ...PLACE, host: 'a.socgen', zone: 'vm' };
/** Of another owner of the same domain. */
const HOLDER = {
  id: 'a',
  operation: 'integration-service.stop',
  kind: 'change',
  status: 'running',
  target: { ...TARGET, trigram: 'MAE', service: 'INT' },
  requestedBy: { subject: 'b', login: 'bob' },
  createdAt: '2026-11-26T12:00:00.000Z',
} as JobRecord;
const SECRETS = /bob|\/v1\/jobs|12:00|job a/;

const basisOf = jest.fn<() => Promise<object>>();
const find = jest.fn<() => Promise<JobRecord | undefined>>();
const estate = {
  basisOf,
  open: async () => ({ target: TARGET, files: {}, rule: { kind: 'owner', trigram: 'RCR' } }),
  current: { rules: { in: () => ['MAE', 'RCR'].map((trigram) => ({ kind: 'owner', trigram })) }, nowMs: 0, hashes: {} },
};

beforeEach(() => {
  jest.resetAllMocks();
  basisOf.mockResolvedValue({ grants: { trigrams: [{ trigram: 'RCR', level: 'operate' }], ops: false }, files: {} });
  find.mockResolvedValue(HOLDER);
});

function deskFor() {
  const visibility = new JobVisibility(estate as never, { find } as never, {} as never);
  const plans = new JobPlans({
    visibility,
    store: { findMany: async () => [HOLDER], now: async () => 0 },
    lines: { idsOf: async () => ['a'] },
    times: { startWithinMs: 1, keptForMs: 1, verifyWithinMs: 1 },
    zones: { isServed: async () => true },
    lastReads: { find: async () => undefined },
  } as unknown as PlanParts);
  return new JobDesk({
    estate,
    visibility,
    plans,
    reasons: { assert: () => undefined },
    producer: { submit: async () => Promise.reject(new TargetBusy('a')) },
    audit: { write: async () => undefined },
    metrics: new JobMetrics(new Registry(), []),
    keyRequiredIn: [],
  } as unknown as DeskParts);
}

const askOf = (subject: string, more: Partial<Ask> = {}) =>
  ({
    caller: { subject, login: subject },
    correlationId: 'c',
    span: NO_TRACES.begin('test', {}),
    waitS: 0,
    ...more,
  }) as Ask;

const refusalFor = async (subject: string) => {
  const submit = deskFor().submit(stopIntegrationService, PLACE as never, { service: 'INT' }, askOf(subject));
  return toProblem(
    await submit.then(
      () => undefined,
      (error) => error,
    ),
    'c',
  );
};
const planFor = async (subject: string, onConflict?: 'queue') => {
  const ask = askOf(subject, { validateOnly: true, ...(onConflict && { onConflict }) });
  const answer = await deskFor().submit(stopIntegrationService, PLACE as never, { service: 'INT' }, ask);
  return 'plan' in answer ? answer.plan : undefined;
};

describe('who has the target', () => {
  it('is told with the refusal to whoever may see that job', async () => {
    expect(await refusalFor('b')).toMatchObject({
      code: 'TARGET_BUSY',
      detail: expect.stringContaining('stop of bob since 2026-11-26T12:00:00.000Z (job a)'),
      holder: '/v1/jobs/a',
    });
  });

  it('is not told to others, nor while nobody can say who may see it', async () => {
    const refusal = await refusalFor('carol');
    expect(refusal).toMatchObject({ code: 'TARGET_BUSY', detail: expect.stringContaining('has another change.') });
    expect(JSON.stringify(refusal)).not.toMatch(SECRETS);
    basisOf.mockRejectedValue(new Error('the directory is away'));
    expect(await refusalFor('carol')).toEqual(refusal);
  });

  it('stands in a plan for whoever may see that job', async () => {
    expect(await planFor('b', 'queue')).toMatchObject({
      conflict: { holder: '/v1/jobs/a', heldBy: expect.stringContaining('of bob since'), ahead: 1, outcome: 'waits' },
      reasonWaiting: expect.stringContaining('of bob since'),
    });
  });

  it('stands in no plan for others: only that somebody has it', async () => {
    const [refused, waits] = [await planFor('carol'), await planFor('carol', 'queue')];
    expect(refused?.conflict).toEqual({ heldBy: 'another change', ahead: 1, outcome: 'refused' });
    expect(waits?.reasonWaiting).toBe('waits for another change of its target');
    expect(JSON.stringify([refused, waits])).not.toMatch(SECRETS);
  });
});
