import { describe, expect, it } from '@jest/globals';
import { Lifetime } from './lifetime.js';

describe('the lifetime of a sandbox', () => {
  it('ends the apps before what they lean on, each once, whatever fails', async () => {
    const life = new Lifetime();
    const ended: string[] = [];
    life.onEnd('last', async () => ended.push('redis'));
    life.onEnd('first', async () => ended.push('api'));
    life.onEnd('first', () => Promise.reject(new Error('stuck')));
    await Promise.all([life.end(), life.end()]);
    expect(ended).toEqual(['api', 'redis']);
  });

  it('ends at once what comes too late', async () => {
    const life = new Lifetime();
    await life.end();
    let isClosed = false;
    life.onEnd('first', async () => {
      isClosed = true;
    });
    expect(isClosed).toBe(true);
    expect(() => life.ensureAlive()).toThrow('ending');
  });

  it('tells the first failure, also to those who ask later', async () => {
    const life = new Lifetime();
    const early = life.failure();
    life.fail(new Error('one'));
    life.fail(new Error('two'));
    await expect(early).rejects.toThrow('one');
    await expect(life.failure()).rejects.toThrow('one');
  });
});
