import { describe, expect, it, jest } from '@jest/globals';
import type { JobLists, JobRecord } from '#libs/queue';
import { UsualTimes } from './usual-times.js';

const START = Date.parse('2026-01-31T08:00:00Z');
const aRun = (tookMs: number, more: Partial<JobRecord> = {}) =>
  ({
    startedAt: new Date(START).toISOString(),
    finishedAt: new Date(START + tookMs).toISOString(),
    ...more,
  }) as JobRecord;

function timesOf(...jobs: JobRecord[]) {
  const page = jest.fn<JobLists['page']>(async () => ({ jobs }));
  return { times: new UsualTimes({ page }), page };
}

describe('the usual time of an operation', () => {
  it.each([
    [[5_000, 1_000, 90_000], 5_000],
    [[4_000, 2_000], 2_000],
    [[7_000], 7_000],
    [[], undefined],
  ])('of %j is %s', async (runs, usual) => {
    expect(await timesOf(...runs.map((ms) => aRun(ms))).times.of('x')).toBe(usual);
  });

  it('rests on runs, not on readings of others', async () => {
    const told = aRun(1, { sharedFrom: 'another' });
    const { startedAt: _, ...never } = aRun(2);
    expect(await timesOf(told, never as JobRecord, aRun(3_000)).times.of('x')).toBe(3_000);
  });

  it('is asked once in a while, and again after a fault', async () => {
    const { times, page } = timesOf(aRun(3_000));
    page.mockRejectedValueOnce(new Error('away'));
    await expect(times.of('x')).rejects.toThrow('away');
    expect([await times.of('x'), await times.of('x')]).toEqual([3_000, 3_000]);
    expect(page).toHaveBeenCalledTimes(2);
    await times.of('y');
    expect(page).toHaveBeenCalledTimes(3);
  });
});
