import { spawn } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { ageMs, sinceStartMs } from './since-start.js';

/** The system tells both in hundredths of a second. */
const ROUNDED_MS = 20;

describe('the time since the start', () => {
  it('is the age of npm where npm started us: its set-up ran before us', () => {
    const ofParent = ageMs(process.ppid) ?? Number.NaN;
    const told = sinceStartMs({ npm_lifecycle_event: 'start' });
    expect(told).toBeGreaterThanOrEqual(ofParent);
    expect(told - ofParent).toBeLessThan(1_000);
  });

  it.each([undefined, 'test:unit'])('is our own where npm runs %s', (npm_lifecycle_event) => {
    const before = performance.now();
    const told = sinceStartMs({ npm_lifecycle_event });
    expect(told).toBeGreaterThanOrEqual(before);
    expect(told).toBeLessThanOrEqual(performance.now());
  });

  it('begins with the process', () => {
    const spawnedAt = performance.now();
    const child = spawn('sleep', ['60']);
    const age = ageMs(child.pid ?? 0);
    child.kill();
    expect(age).toBeGreaterThanOrEqual(-ROUNDED_MS);
    expect(age).toBeLessThanOrEqual(performance.now() - spawnedAt + ROUNDED_MS);
  });

  it('is not known of a process that is not there', () => {
    expect(ageMs(2 ** 30)).toBeUndefined();
  });
});
