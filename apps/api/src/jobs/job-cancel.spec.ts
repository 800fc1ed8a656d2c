import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Refusal } from '#libs/audit';
import { AppError, NO_TRACES } from '#libs/platform';
import { type CancelParts, JobCancel } from './job-cancel.js';

const FILES = { 'directory.csv': 'd1', 'GCR.csv': 'g1' };
const RULE = { kind: 'owner', trigram: 'MAE', source: 'GCR.csv:2', group: 'ETL_MAE' };
const TARGET = { trigram: 'MAE', domain: 'D', environment: 'Production', host: 'a.socgen', zone: 'vm' };
const JOB = {
  id: 'j',
  status: 'queued',
  operation: 'x',
  requestedBy: { subject: 'bob', login: 'bob' },
  target: TARGET,
};

const write = jest.fn<(record: object) => Promise<void>>();
const basisOf = jest.fn<() => Promise<object>>();
const open = jest.fn<() => Promise<object>>();
const finish = jest.fn<() => Promise<{ isEnded: boolean }>>();
const withdraw = jest.fn<() => Promise<void>>();
const requestCancel = jest.fn<() => Promise<void>>();

beforeEach(() => {
  jest.resetAllMocks();
  finish.mockResolvedValue({ isEnded: true });
  withdraw.mockResolvedValue();
  basisOf.mockResolvedValue({ grants: { trigrams: [], ops: false }, files: { 'directory.csv': 'd1' } });
});

const cancelAs = (subject: string) => {
  const parts = {
    visibility: { find: async () => JOB },
    estate: { basisOf, open },
    store: { requestCancel, find: async () => JOB },
    endings: { finish },
    producer: { withdraw },
    audit: { write },
    views: { view: (job: object) => job },
  };
  const ask = { caller: { subject, login: subject }, correlationId: 'c', span: NO_TRACES.begin('test', {}) };
  return new JobCancel(parts as unknown as CancelParts).cancel('j', ask as never, { status: jest.fn() } as never);
};

describe('the record of a cancel says by what right', () => {
  it('the requester', async () => {
    await cancelAs('bob');
    expect(write.mock.calls).toMatchObject([[{ decision: { allowed: true, reason: 'requester' } }]]);
    expect(basisOf).not.toHaveBeenCalled();
  });

  it('ops, by the directory', async () => {
    basisOf.mockResolvedValue({ grants: { trigrams: [], ops: true }, files: { 'directory.csv': 'd1' } });
    await cancelAs('oscar');
    const decision = { allowed: true, reason: 'ops', files: { 'directory.csv': 'd1' } };
    expect(write.mock.calls).toMatchObject([[{ decision }]]);
  });

  it('whoever may operate there, by a rule', async () => {
    open.mockResolvedValue({ target: TARGET, rule: RULE, files: FILES });
    await cancelAs('alice');
    expect(write.mock.calls).toMatchObject([[{ decision: { allowed: true, rule: RULE, files: FILES } }]]);
  });
});

describe('a queued job that is cancelled', () => {
  it('is taken out of the queue', async () => {
    await cancelAs('bob');
    expect([withdraw.mock.calls, requestCancel.mock.calls]).toEqual([[[JOB]], []]);
  });

  it('is cancelled though the queue will not give it back: a worker finds it ended', async () => {
    withdraw.mockRejectedValue(new Error('Could not remove job j'));
    expect(await cancelAs('bob')).toBe(JOB);
  });

  it('but that a worker has begun meanwhile stays in the queue, and its worker is asked', async () => {
    finish.mockResolvedValue({ isEnded: false });
    await cancelAs('bob');
    expect([withdraw.mock.calls, requestCancel.mock.calls]).toEqual([[], [['vm', 'j']]]);
  });
});

describe('nothing is cancelled', () => {
  it.each([
    [
      'for who may not operate there',
      new Refusal({ code: 'PERMISSION_DENIED', message: 'No.' }, { allowed: false, reason: 'No.', files: FILES }),
      {
        code: 'PERMISSION_DENIED',
        message: expect.stringMatching(/not cancel it\. No\.$/),
        decision: { files: FILES },
      },
    ],
    ['while nobody can say', new AppError('DIRECTORY_UNAVAILABLE', 'Away.'), { code: 'DIRECTORY_UNAVAILABLE' }],
  ])('%s', async (_, error, expected) => {
    open.mockRejectedValue(error);
    await expect(cancelAs('alice')).rejects.toMatchObject(expected);
    expect([write, finish].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
  });
});
