import { describe, expect, it } from '@jest/globals';
import { JOB_STATUSES, type JobRecord } from '#libs/queue';
import { aJob } from '../../../../libs/queue/src/testing/a-job.js';
import { judge } from './harmless.js';

const BULL_STATES = ['failed', 'completed', 'waiting', 'active', 'delayed', 'paused', 'stuck', undefined] as const;
const NOW = new Date(0).toISOString();

const aRecord = (overrides: Partial<JobRecord>): JobRecord => ({
  ...aJob(),
  status: 'queued',
  createdAt: NOW,
  notAfter: NOW,
  revision: 1,
  ...overrides,
});

const BEGUN = { startedAt: NOW };

describe('a retry', () => {
  it('is of a change that nobody has begun, and that the queue gave up: of no other change at all', () => {
    const harmless = JOB_STATUSES.flatMap((status) =>
      [{}, BEGUN, { ...BEGUN, verifyUntil: NOW }, { isInLine: true }].flatMap((more) =>
        BULL_STATES.filter((state) => judge('retry', aRecord({ status, ...more }), state).allowed).map((state) => ({
          status,
          ...more,
          state,
        })),
      ),
    );
    expect(harmless).toEqual([{ status: 'queued', state: 'failed' }]);
  });

  it.each(['queued', 'running'] as const)('is of a read that the queue gave up while %s', (status) => {
    const read = aRecord({ kind: 'read', status, ...BEGUN });
    expect(BULL_STATES.filter((state) => judge('retry', read, state).allowed)).toEqual(['failed']);
  });

  it.each(['succeeded', 'failed', 'expired', 'cancelled', 'unknown'] as const)('is of no read that is %s', (status) => {
    expect(judge('retry', aRecord({ kind: 'read', status, ...BEGUN }), 'failed')).toEqual({
      allowed: false,
      reason: `The job has ended: it is ${status}. Submit the operation again if it is needed.`,
    });
  });

  it('is of nothing without a record', () => {
    expect(BULL_STATES.filter((state) => judge('retry', undefined, state).allowed)).toEqual([]);
  });
});

describe('a removal', () => {
  it.each(['change', 'read'] as const)('is of a %s that has ended, and that no worker has in its hands', (kind) => {
    const harmless = JOB_STATUSES.filter(
      (status) => judge('remove', aRecord({ kind, status, ...BEGUN }), 'completed').allowed,
    );
    expect(harmless).toEqual(['succeeded', 'failed', 'expired', 'cancelled', 'unknown']);
    const ended = aRecord({ kind, status: 'succeeded' });
    const refused = BULL_STATES.filter((state) => !judge('remove', ended, state).allowed);
    expect(refused).toEqual(['active', undefined]);
  });

  it('is not of one whose outcome is still looked for', () => {
    expect(judge('remove', aRecord({ status: 'unknown', verifyUntil: NOW }), 'delayed').allowed).toBe(false);
  });

  it('is of nothing without a record', () => {
    expect(BULL_STATES.filter((state) => judge('remove', undefined, state).allowed)).toEqual([]);
  });
});
