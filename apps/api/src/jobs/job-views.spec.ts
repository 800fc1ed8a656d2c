import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Caller } from '#libs/auth';
import type { JobRecord, JobStore, TargetLines } from '#libs/queue';
import { JobViews } from './job-views.js';
import type { JobVisibility } from './job-visibility.js';
import type { ZoneWatch } from './zone-watch.js';

const aRecord = (overrides: Partial<JobRecord> = {}): JobRecord => ({
  id: 'b',
  operation: 'integration-service.stop',
  kind: 'change',
  input: {},
  target: { trigram: 'MAE', domain: 'D', environment: 'Production', host: 'a.socgen', zone: 'vm', service: 'INT' },
  requestedBy: { subject: 's', login: 'alice' },
  correlationId: 'c',
  status: 'queued',
  createdAt: '2026-11-26T12:00:00.000Z',
  notAfter: '2026-11-26T12:10:00.000Z',
  revision: 1,
  ...overrides,
});

const reasonWaiting = jest.fn<ZoneWatch['reasonWaiting']>();
const placeOf = jest.fn<TargetLines['placeOf']>();
const find = jest.fn<JobStore['find']>();
const seen = jest.fn<JobVisibility['seen']>();
const views = new JobViews({ reasonWaiting } as never, { placeOf } as never, { find } as never, { seen });
const CAROL = { subject: 'c', login: 'carol' } as Caller;
const BOBS = { id: 'a', requestedBy: { subject: 'b', login: 'bob' }, status: 'running' } as const;

beforeEach(() => {
  jest.resetAllMocks();
  reasonWaiting.mockResolvedValue('no worker in zone vm');
});

describe('why a queued job waits', () => {
  it('is what its zone says, where it stands in no line', async () => {
    const { reasonWaiting: why, queuePosition } = await views.view(aRecord());
    expect([why, queuePosition]).toEqual(['no worker in zone vm', undefined]);
    expect(placeOf).not.toHaveBeenCalled();
  });

  it('is who has its target, and how many come before it', async () => {
    placeOf.mockResolvedValue({ position: 2, holder: 'a' });
    seen.mockResolvedValue(aRecord(BOBS));
    expect(await views.view(aRecord({ isInLine: true }), CAROL)).toMatchObject({
      reasonWaiting: 'waits for integration-service.stop of bob since 2026-11-26T12:00:00.000Z (job a)',
      queuePosition: 2,
    });
    expect(seen).toHaveBeenCalledWith('a', CAROL);
  });

  it.each([
    ['change', 'waits for another change of its target'],
    ['read', 'shares the reading of another job'],
  ] as const)('names nobody whom the viewer may not see: %s', async (kind, reason) => {
    placeOf.mockResolvedValue({ position: 1, holder: 'a' });
    seen.mockResolvedValue(undefined);
    find.mockResolvedValue(aRecord({ ...BOBS, kind }));
    expect((await views.view(aRecord({ isInLine: true, kind }), CAROL)).reasonWaiting).toBe(reason);
  });

  it('names nobody but the requester where it is not told for whom it is made', async () => {
    placeOf.mockResolvedValue({ position: 1, holder: 'a' });
    const reasonOf = async (holder: JobRecord) => {
      find.mockResolvedValue(holder);
      return (await views.view(aRecord({ isInLine: true }))).reasonWaiting;
    };
    expect([await reasonOf(aRecord(BOBS)), await reasonOf(aRecord({ id: 'a' }))]).toEqual([
      'waits for another change of its target',
      'waits for integration-service.stop of alice since 2026-11-26T12:00:00.000Z (job a)',
    ]);
  });

  it('is what its zone says, once its turn has come', async () => {
    placeOf.mockResolvedValue(undefined);
    expect((await views.view(aRecord({ isInLine: true }))).reasonWaiting).toBe('no worker in zone vm');
  });

  it('is told in words while Redis says nothing of its line', async () => {
    placeOf.mockRejectedValue(new Error('Command timed out'));
    expect((await views.view(aRecord({ isInLine: true }))).reasonWaiting).toBe(
      'waits for another change of its target, which cannot be seen now',
    );
  });

  it.each(['running', 'succeeded', 'expired', 'unknown'] as const)('is not asked for when it is %s', async (status) => {
    expect(await views.view(aRecord({ status }))).not.toHaveProperty('reasonWaiting');
  });
});
