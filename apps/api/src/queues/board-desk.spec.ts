import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AppError } from '#libs/platform';
import type { JobRecord } from '#libs/queue';
import { aJob } from '../../../../libs/queue/src/testing/a-job.js';
import { BoardDesk, type BoardDeskParts } from './board-desk.js';

const QUEUE = 'informatica:docker';
const NOW = new Date(0).toISOString();
const done: string[] = [];
const write = jest.fn<(event: object) => Promise<void>>();

let record: JobRecord | undefined;
let state: string;
let isLost: boolean;

beforeEach(() => {
  done.length = 0;
  record = { ...aJob({ kind: 'read' }), status: 'running', createdAt: NOW, notAfter: NOW, revision: 2 };
  state = 'failed';
  isLost = true;
  write.mockReset().mockImplementation(async () => void done.push('audit'));
});

function press(action: 'retry' | 'remove', queue = QUEUE, login = 'olga') {
  const revive = async () => {
    if (isLost) done.push('revive');
    return isLost;
  };
  const parts = {
    queues: new Map([['docker', { name: QUEUE, getJob: async () => ({ getState: async () => state }) }]]),
    store: { find: async () => record },
    producer: { revive, withdraw: async () => done.push('withdraw') },
    grants: { of: async (name: string) => ({ trigrams: [], ops: true, ...(name === 'olga' && { opsAdmin: true }) }) },
    audit: { write, writeOrNote: write },
  } as unknown as BoardDeskParts;
  const caller = { subject: login, login, scopes: [], expiresAtMs: 0 };
  const click = { name: `job.${action}`, queue, job: record?.id ?? 'x', action };
  return new BoardDesk(parts).press(click, { caller, correlationId: 'c' });
}

const DENIED = { code: 'PERMISSION_DENIED' };

describe('a click on the board', () => {
  it('is recorded before it is done, by whom and on what', async () => {
    await press('retry');
    expect(done).toEqual(['audit', 'revive']);
    expect(write).toHaveBeenCalledWith({
      event: 'board.acted',
      correlation_id: 'c',
      response_message: 'The queue gave up a read, which changes nothing.',
      subject: { login: 'olga', client_id: null },
      decision: { allowed: true, reason: 'The queue gave up a read, which changes nothing.' },
      job_id: record?.id,
      details: { queue: QUEUE, job: record?.id, action: 'job.retry', allowed: true },
    });
  });

  it('is not done where it cannot be recorded', async () => {
    write.mockRejectedValue(new AppError('AUDIT_UNAVAILABLE', 'full'));
    await expect(press('retry')).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect(done).toEqual([]);
  });

  it('that would do harm is recorded and refused with the reason', async () => {
    record = record && { ...record, kind: 'change', startedAt: NOW };
    await expect(press('retry')).rejects.toMatchObject({ ...DENIED, message: expect.stringMatching(/has begun/) });
    expect(done).toEqual(['audit']);
    expect(write).toHaveBeenCalledWith(
      expect.objectContaining({ details: expect.objectContaining({ allowed: false }) }),
    );
  });

  it('that another was quicker with is refused, for nothing was done', async () => {
    isLost = false;
    const reason = expect.stringMatching(/^Nothing was done/);
    const decision = { allowed: false, reason };
    await expect(press('retry')).rejects.toMatchObject({ ...DENIED, message: reason, decision });
    expect(done).toEqual(['audit']);
  });

  it('of whoever is ops only does nothing', async () => {
    await expect(press('retry', QUEUE, 'oscar')).rejects.toMatchObject(DENIED);
    expect(done).toEqual(['audit']);
  });

  it('on a job of another zone than that of the queue does nothing', async () => {
    await expect(press('retry', 'informatica:vm')).rejects.toMatchObject(DENIED);
    expect(done).toEqual(['audit']);
  });

  it('removes what has ended', async () => {
    record = record && { ...record, status: 'succeeded' };
    state = 'completed';
    await press('remove');
    expect(done).toEqual(['audit', 'withdraw']);
  });
});
