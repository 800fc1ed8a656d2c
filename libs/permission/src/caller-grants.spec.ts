import { describe, expect, it, jest } from '@jest/globals';
import { AppError } from '#libs/platform';
import { CallerGrants } from './caller-grants.js';
import { DEFAULT_GROUP_PATTERN } from './groups.js';

function setUp() {
  const clock = { ms: 0 };
  const groupsOf = jest.fn(async (_: string): Promise<readonly string[]> => ['ETL_MAE']);
  const names = { pattern: DEFAULT_GROUP_PATTERN, opsGroup: 'OPS' };
  return { clock, groupsOf, grants: new CallerGrants({ groupsOf }, names, { ttlMs: 1000, now: () => clock.ms }) };
}

describe('CallerGrants', () => {
  it('asks once for simultaneous and repeated questions, in any case', async () => {
    const { grants, groupsOf } = setUp();
    const [first] = await Promise.all([grants.of('alice'), grants.of('Alice')]);
    await grants.of('ALICE');
    expect(first?.trigrams[0]?.trigram).toBe('MAE');
    expect(groupsOf).toHaveBeenCalledTimes(1);
  });

  it('asks again when the time is over: a removed group is gone', async () => {
    const { grants, groupsOf, clock } = setUp();
    await grants.of('alice');
    groupsOf.mockResolvedValue([]);
    clock.ms = 999;
    expect((await grants.of('alice')).trigrams).toHaveLength(1);
    clock.ms = 1000;
    expect((await grants.of('alice')).trigrams).toEqual([]);
  });

  it('keeps accounts apart', async () => {
    const { grants, groupsOf } = setUp();
    groupsOf.mockImplementation(async (account) => (account === 'alice' ? ['ETL_MAE'] : []));
    expect((await grants.of('alice')).trigrams).toHaveLength(1);
    expect((await grants.of('bob')).trigrams).toEqual([]);
  });

  it('passes a failure on and does not remember it', async () => {
    const { grants, groupsOf } = setUp();
    groupsOf.mockRejectedValueOnce(new AppError('DIRECTORY_UNAVAILABLE', 'down'));
    await expect(grants.of('alice')).rejects.toMatchObject({ code: 'DIRECTORY_UNAVAILABLE' });
    expect((await grants.of('alice')).trigrams).toHaveLength(1);
  });
});
