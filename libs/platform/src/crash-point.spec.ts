import { describe, expect, it } from '@jest/globals';
import { CRASH_POINTS, crashPoint, crashSettings } from './crash-point.js';

const armedFor = (point: string | undefined) =>
  crashSettings('api')
    .CRASH_POINT.safeParse(point)
    .error?.issues.map(({ message }) => message);

describe('a crash point', () => {
  it('does nothing in a process whose environment names none', () => {
    for (const point of [...CRASH_POINTS.api, ...CRASH_POINTS.worker]) expect(crashPoint(point)).toBeUndefined();
  });

  it('is of one app: another has no such setting', () => {
    expect([armedFor(undefined), armedFor('api.add.after')]).toEqual([undefined, undefined]);
    for (const none of ['worker.claim.after', 'api', 'everything']) {
      expect(armedFor(none)).toEqual(['is for tests only, and no such point of the api']);
    }
  });

  it('has a name that says whose it is, and no other has it', () => {
    const names = Object.entries(CRASH_POINTS).flatMap(([app, points]) => points.map((point) => [app, point]));
    for (const [app = '', point = ''] of names) expect(point.split('.')[0]).toBe(app);
    expect(new Set(names.map(([, point]) => point)).size).toBe(names.length);
  });
});
