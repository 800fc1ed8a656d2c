import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Secret } from '#libs/platform';
import type { CallbackStore } from '#libs/queue';
import type { ApiRequest } from '../http/api-request.js';
import type { Estate } from '../inventory/estate.js';
import type { JobVisibility } from '../jobs/job-visibility.js';
import { CallbackDesk } from './callback-desk.js';
import { Receivers } from './receivers.js';

const FILES = { 'directory.csv': 'd1' };
const CALLBACK = { url: 'https://ops.example/jobs', receiver: 'ops.example' };
const JOB = {
  id: 'j',
  finishedAt: 'then',
  target: { zone: 'vm' },
  requestedBy: { subject: 'bob' },
  callback: CALLBACK,
};
const LOG = { state: 'given-up', tries: [{ at: 'then', status: 410 }], failures: 0 } as const;

const find = jest.fn<() => Promise<object>>();
const again = jest.fn<() => Promise<void>>();
let isOps = false;

beforeEach(() => {
  jest.resetAllMocks();
  find.mockResolvedValue(JOB);
  isOps = false;
});

const deskFor = (hosts: readonly string[] = ['ops.example'], log: object = LOG) => {
  const basisOf = async () => ({ grants: { trigrams: [], ops: isOps }, files: FILES });
  const store = { logOf: async () => log, again };
  const receivers = new Receivers(hosts, new Map([['ops.example', [new Secret('k')]]]));
  return new CallbackDesk(
    { find } as unknown as JobVisibility,
    { basisOf } as unknown as Estate,
    store as unknown as CallbackStore,
    receivers,
  );
};
const requestOf = (subject: string) => ({ caller: { subject, login: subject } }) as ApiRequest;

describe('a redelivery', () => {
  it.each([
    ['its requester', 'bob', false, { allowed: true, reason: 'requester' }],
    ['ops', 'oscar', true, { allowed: true, reason: 'ops', files: FILES }],
  ])('is for %s, and the record says by what right', async (_, subject, ops, decision) => {
    isOps = ops;
    const request = requestOf(subject);
    expect(await deskFor().redeliver('j', request)).toMatchObject({ url: CALLBACK.url, tries: LOG.tries });
    expect([again.mock.calls, request.audited]).toEqual([[[JOB]], { target: JOB.target, jobId: 'j', decision }]);
  });

  it('is not for others who may see the job', async () => {
    const refused = deskFor().redeliver('j', requestOf('alice'));
    await expect(refused).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      decision: { allowed: false, files: FILES },
    });
    expect(again).not.toHaveBeenCalled();
  });

  it('is refused where the host is off the list meanwhile: it would wait for ever', async () => {
    await expect(deskFor([]).redeliver('j', requestOf('bob'))).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(again).not.toHaveBeenCalled();
  });

  it('of a job that has not ended changes nothing', async () => {
    const { finishedAt: _, ...running } = JOB;
    find.mockResolvedValue(running);
    await deskFor().redeliver('j', requestOf('bob'));
    expect(again).not.toHaveBeenCalled();
  });
});

describe('the callback of a job', () => {
  it('is shown without what is only ours', async () => {
    const view = await deskFor().read('j', { subject: 'alice' } as never);
    expect(view).toEqual({ url: CALLBACK.url, state: 'given-up', tries: LOG.tries });
  });

  it('says why it is not tried, where it is pending and its host is off the list', async () => {
    const faultOf = async (hosts: string[], state: string) =>
      (await deskFor(hosts, { ...LOG, state }).read('j', {} as never)).fault;
    expect(await faultOf([], 'pending')).toMatch('operations do not allow its host now');
    expect([await faultOf(['ops.example'], 'pending'), await faultOf([], 'delivered')]).toEqual([undefined, undefined]);
  });

  it('is not there for a job that was submitted without one', async () => {
    const { callback: _, ...without } = JOB;
    find.mockResolvedValue(without);
    await expect(deskFor().read('j', {} as never)).rejects.toMatchObject({ code: 'CALLBACK_NOT_FOUND', status: 404 });
  });
});
