import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLogger, NO_TRACES } from '#libs/platform';
import { type Envelope, type JobRecord, LeftToOthers, queueOptions } from '#libs/queue';
import { aJob } from '../../../libs/queue/src/testing/a-job.js';
import { carriedBy, recordedReleases, zoneKeysOf } from '../../../libs/queue/src/testing/recorded-release.js';
import { JobRunner } from './job-runner.js';
import { OperationProcessor } from './operation.processor.js';
import type { ProcessorParts } from './processor-parts.js';

const [release] = recordedReleases();
if (!release) throw new Error('no release is recorded');
const [KEY = ''] = Object.values(release.keys.zones);
const job = { ...aJob(), notAfter: '2026-01-01T00:00:00.000Z' };

const seal = (changes: object = {}, v = 1): Envelope => {
  const text = JSON.stringify({ ...job, ...changes });
  return { v, job: text, mac: createHmac('sha256', KEY).update(`etlaas:${v}:docker\n`).update(text).digest('hex') };
};

const find = jest.fn<(id: string) => Promise<Partial<JobRecord> | undefined>>();
const claim = jest.fn<ProcessorParts['store']['claim']>();
const write = jest.fn<ProcessorParts['audit']['write']>();
const passOn = jest.fn<ProcessorParts['endings']['passOn']>();
const deliveries = { left: jest.fn(), refused: jest.fn(), claimed: jest.fn() };

/** Where every claim finds that the job has ended elsewhere: what is asked here is only whether a job is taken. */
const processor = new OperationProcessor(
  {
    workerId: 'w',
    zoneKeys: zoneKeysOf(release),
    store: { find, claim, unrecordedSharers: async () => [] },
    endings: { passOn },
    control: { listen: () => () => undefined },
    runner: new JobRunner({} as never, new Map(), createLogger('test', 'silent'), 1),
    audit: { write },
    traces: NO_TRACES,
    metrics: { deliveries },
  } as unknown as ProcessorParts,
  createLogger('test', 'silent'),
);

beforeEach(() => {
  jest.resetAllMocks();
  find.mockResolvedValue({ ...job, status: 'queued' });
  claim.mockResolvedValue({ kind: 'cancelled', leftMs: 0, isCancelRequested: false });
});

const NEWER: [string, Envelope][] = [
  ['of a newer envelope', seal({}, 2)],
  ['of an operation that is not known', seal({ operation: 'workflow.start' })],
  ['with a field that is not known', seal({ input: { service: 'INT_A', force: true } })],
];

describe('a genuine job of a newer release', () => {
  it.each(NEWER)('%s is left to a worker that can run it: not claimed, not audited, passed on', async (_, data) => {
    await expect(processor.process('docker', job.id, data)).rejects.toThrow(LeftToOthers);
    expect([claim.mock.calls, write.mock.calls, deliveries.left.mock.calls]).toEqual([[], [], [['docker']]]);
  });

  it.each(NEWER)('%s is passed on no longer once it has ended', async (_, data) => {
    find.mockResolvedValue({ ...job, status: 'expired' });
    expect(await processor.process('docker', job.id, data)).toEqual({ status: 'expired' });
    expect(claim).not.toHaveBeenCalled();
    expect(passOn).toHaveBeenCalledTimes(1);
  });

  it.each(NEWER)('%s is refused where there is no record of it', async (_, data) => {
    find.mockResolvedValue(undefined);
    expect(await processor.process('docker', job.id, data)).toEqual({ status: 'refused', code: 'ENVELOPE_REFUSED' });
    expect(write).toHaveBeenCalledTimes(1);
  });

  it('is passed round without a signature of its zone by nobody', async () => {
    const data = { ...seal({}, 2), mac: seal().mac };
    expect(await processor.process('docker', job.id, data)).toMatchObject({ status: 'refused' });
    expect(deliveries.left).not.toHaveBeenCalled();
  });

  const options = queueOptions({} as never, { bull: () => 'b' } as never, 'working', 1_000);
  const after = (attempts: number): number =>
    options.settings?.backoffStrategies?.['growing']?.(attempts, new LeftToOthers('it is newer')) ?? 0;

  it('comes back soon, and less often where no worker fits', () => {
    expect([1, 2, 5, 60, 900].map(after)).toEqual([1_000, 2_000, 5_000, 60_000, 60_000]);
  });

  it('is not given up by Bull while it may begin (a day), or while it may run (another)', () => {
    const { attempts = 0 } = options.defaultJobOptions ?? {};
    const waits = Array.from({ length: attempts - 1 }, (_, made) => after(made + 1));
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(2 * 86_400_000);
  });
});

describe.each(recordedReleases())('the jobs of release $version', (recorded) => {
  it.each([...carriedBy(recorded)])('are taken: %s', async (id, data) => {
    expect(await processor.process('docker', id, data)).toEqual({ status: 'cancelled' });
    expect(claim).toHaveBeenCalledWith(expect.objectContaining({ id }), 'w');
  });
});
