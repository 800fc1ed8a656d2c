import { describe, expect, it, jest } from '@jest/globals';
import { AppError } from '#libs/platform';
import { CallerGrants } from './caller-grants.js';
import { DEFAULT_GROUP_PATTERN } from './groups.js';

const DOWN = new AppError('DIRECTORY_UNAVAILABLE', 'down');
const DISABLED = new AppError('PERMISSION_DENIED', 'disabled');

function setUp() {
  const clock = { ms: 0 };
  const groupsOf = jest.fn(async (_: string): Promise<readonly string[]> => ['ETL_MAE']);
  const names = { pattern: DEFAULT_GROUP_PATTERN, opsGroup: 'OPS' };
  const watch = { asked: jest.fn(), servedOld: jest.fn() };
  return {
    clock,
    groupsOf,
    watch,
    grants: new CallerGrants({ groupsOf }, names, { ttlMs: 1000, staleMs: 6000, now: () => clock.ms, watch }),
  };
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
    groupsOf.mockRejectedValueOnce(DOWN);
    await expect(grants.of('alice')).rejects.toMatchObject({ code: 'DIRECTORY_UNAVAILABLE' });
    expect((await grants.of('alice')).trigrams).toHaveLength(1);
  });

  it('takes the Kelvin sign for no k: it is another account', async () => {
    const { grants, groupsOf } = setUp();
    await grants.of('kate');
    await grants.of('\u212aate');
    expect(groupsOf).toHaveBeenCalledTimes(2);
  });

  it('tells the age of an answer', async () => {
    const { grants, clock } = setUp();
    expect(await grants.datedOf('alice', 'read')).toMatchObject({ ageMs: 0, isStale: false });
    clock.ms = 400;
    expect(await grants.datedOf('alice', 'read')).toMatchObject({ ageMs: 400, isStale: false });
  });

  it('does not trust an answer of the future: the clock was set back', async () => {
    const { grants, groupsOf, clock } = setUp();
    await grants.of('alice');
    clock.ms = -1;
    await grants.of('alice');
    expect(groupsOf).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['read', 999, 'served'],
    ['change', 999, 'served'],
    ['read', 1000, 'served stale'],
    ['read', 5999, 'served stale'],
    ['read', 6000, 'DIRECTORY_UNAVAILABLE'],
    ['change', 1000, 'DIRECTORY_UNAVAILABLE'],
    ['change', 5999, 'DIRECTORY_UNAVAILABLE'],
    [undefined, 1000, 'DIRECTORY_UNAVAILABLE'],
  ] as const)('without a directory, to %s with an answer of %d ms: %s', async (use, ageMs, outcome) => {
    const { grants, groupsOf, clock } = setUp();
    await grants.of('alice');
    groupsOf.mockRejectedValue(DOWN);
    clock.ms = ageMs;
    const told = await grants.datedOf('alice', use).then(
      ({ isStale }) => (isStale ? 'served stale' : 'served'),
      ({ code }) => code,
    );
    expect(told).toBe(outcome);
  });

  it('tells how the directory does: each question once, and each old answer', async () => {
    const { grants, groupsOf, clock, watch } = setUp();
    const read = () => grants.of('alice', 'read').catch(() => undefined);
    await Promise.all([read(), read()]);
    await read();
    groupsOf.mockRejectedValue(DOWN);
    clock.ms = 2_500;
    await read();
    await grants.of('alice', 'change').catch(() => undefined);
    groupsOf.mockRejectedValue(DISABLED);
    await read();
    const asked = watch.asked.mock.calls.map(([result]) => result);
    expect(asked).toEqual(['answered', 'failed', 'failed', 'refused']);
    expect(watch.asked).toHaveBeenLastCalledWith('refused', expect.any(Number));
    expect(watch.servedOld.mock.calls).toEqual([[2_500]]);
  });

  it('serves no old answer for a failure that is not the directory being away', async () => {
    const { grants, groupsOf, clock } = setUp();
    await grants.of('alice');
    groupsOf.mockRejectedValue(new Error('a defect'));
    clock.ms = 1000;
    await expect(grants.of('alice', 'read')).rejects.toThrow('a defect');
  });

  it('remembers that the directory refuses an account, in place of what it had', async () => {
    const { grants, groupsOf, clock } = setUp();
    await grants.of('alice');
    groupsOf.mockRejectedValue(DISABLED);
    clock.ms = 1000;
    await expect(grants.of('alice', 'read')).rejects.toBe(DISABLED);
    await expect(grants.of('alice', 'read')).rejects.toBe(DISABLED);
    expect(groupsOf).toHaveBeenCalledTimes(2);
    groupsOf.mockRejectedValue(DOWN);
    clock.ms = 2000;
    await expect(grants.of('alice', 'read')).rejects.toBe(DISABLED);
  });

  it('asks once for many while nobody answers, and each of them learns that', async () => {
    const { grants, groupsOf } = setUp();
    groupsOf.mockRejectedValue(DOWN);
    const answers = await Promise.allSettled(Array.from({ length: 100 }, () => grants.of('alice', 'read')));
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    expect(groupsOf).toHaveBeenCalledTimes(1);
  });

  describe('where the directory is a file', () => {
    const NAMES = { pattern: DEFAULT_GROUP_PATTERN, opsGroup: 'OPS' };
    const setUpFile = () => {
      const directory = {
        fileHash: 'first',
        groupsOf: jest.fn(async (_: string): Promise<readonly string[]> => ['ETL_MAE']),
      };
      return { directory, grants: new CallerGrants(directory, NAMES, { ttlMs: 1000, staleMs: 6000, now: () => 0 }) };
    };

    it('forgets what another content of it answered, and says which content did', async () => {
      const { directory, grants } = setUpFile();
      expect(await grants.datedOf('alice')).toMatchObject({
        fileHash: 'first',
        grants: { trigrams: [{ trigram: 'MAE' }] },
      });
      directory.fileHash = 'second';
      directory.groupsOf.mockResolvedValue([]);
      expect(await grants.datedOf('alice')).toMatchObject({ fileHash: 'second', grants: { trigrams: [] } });
      await grants.of('alice');
      expect(directory.groupsOf).toHaveBeenCalledTimes(2);
    });

    it('serves no old answer of another content, not even to read', async () => {
      const { directory, grants } = setUpFile();
      await grants.of('alice');
      directory.fileHash = 'second';
      directory.groupsOf.mockRejectedValue(DOWN);
      await expect(grants.of('alice', 'read')).rejects.toBe(DOWN);
    });

    it('joins no question that went to another content, and remembers its answer for none', async () => {
      const { directory, grants } = setUpFile();
      let answerFirst: (groups: string[]) => void = () => undefined;
      directory.groupsOf
        .mockReturnValueOnce(
          new Promise((resolve) => {
            answerFirst = resolve;
          }),
        )
        .mockResolvedValue([]);
      const first = grants.datedOf('alice');
      directory.fileHash = 'second';
      expect((await grants.of('alice')).trigrams).toEqual([]);
      answerFirst(['ETL_MAE']);
      expect(await first).toMatchObject({ fileHash: 'first', grants: { trigrams: [{ trigram: 'MAE' }] } });
      expect((await grants.of('alice')).trigrams).toEqual([]);
    });
  });
});
