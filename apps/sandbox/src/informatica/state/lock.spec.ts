import { spawnSync } from 'node:child_process';
import { lutimesSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aFolder } from '../test-home.js';
import { withLock } from './lock.js';

const WAIT_MS = 30;
const deadPid = () => spawnSync('true').pid;

describe('withLock', () => {
  it.each([
    ['nobody', () => {}],
    ['a dead process', (folder: string) => symlinkSync(String(deadPid()), join(folder, '7'))],
    [
      'a process that let go',
      (folder: string) => {
        symlinkSync(String(process.pid), join(folder, '7'));
        writeFileSync(join(folder, '7.free'), '');
      },
    ],
    [
      'a process that was frozen for a minute',
      (folder: string) => {
        symlinkSync(String(process.pid), join(folder, '7'));
        const minuteAgo = Date.now() / 1000 - 60;
        lutimesSync(join(folder, '7'), minuteAgo, minuteAgo);
      },
    ],
  ])('is given after %s', async (_, prepare) => {
    const folder = aFolder();
    prepare(folder);
    expect(await withLock(folder, () => 'done', WAIT_MS)).toBe('done');
  });

  it('is refused while a living process holds it', async () => {
    const folder = aFolder();
    symlinkSync(String(process.pid), join(folder, '7'));
    await expect(withLock(folder, () => 'done', WAIT_MS)).rejects.toThrow('stayed taken');
  });

  it('is let go after a failure, and leaves only the last number behind', async () => {
    const folder = aFolder();
    const fail = () => {
      throw new Error('work failed');
    };
    await expect(withLock(folder, fail, WAIT_MS)).rejects.toThrow('work failed');
    await withLock(folder, () => {}, WAIT_MS);
    expect(readdirSync(folder).sort()).toEqual(['2', '2.free']);
  });

  it('is not given for a number that others have used up', async () => {
    const folder = aFolder();
    symlinkSync(String(process.pid), join(folder, '9'));
    symlinkSync(String(deadPid()), join(folder, '4'));
    await expect(withLock(folder, () => 'done', WAIT_MS)).rejects.toThrow('stayed taken');
    expect(readdirSync(folder).sort()).toEqual(['4', '9']);
  });

  it('fails at once where it cannot be', async () => {
    await expect(withLock(join(aFolder(), 'none'), () => 'done')).rejects.toThrow('ENOENT');
  });
});
