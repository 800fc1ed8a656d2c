import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { inTime, TimedOut } from './in-time.js';

describe('work that must be done in time', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('is what it is, and leaves no timer behind', async () => {
    expect(await inTime(10, 'it', Promise.resolve(1))).toBe(1);
    await expect(inTime(10, 'it', Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is given up when its time is over, and nobody hears of its later failure', async () => {
    let fail: (reason: Error) => void = () => undefined;
    const work = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const waiting = inTime(10, 'it', work);
    jest.advanceTimersByTime(10);
    await expect(waiting).rejects.toEqual(new TimedOut('it', 10));
    fail(new Error('later'));
    await expect(work).rejects.toThrow('later');
  });
});
