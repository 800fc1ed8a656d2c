import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { indexByName, operations, operationsByName } from './index.js';

const camelCase = (file: string): string =>
  file.replace(/\.ts$/, '').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

describe('operations', () => {
  it('lists every operation file of the folder', async () => {
    const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z-]+\.ts$/.test(file) && file !== 'index.ts');
    const defined = await Promise.all(
      files.map(async (file) => (await import(`./${file.replace(/\.ts$/, '.js')}`))[camelCase(file)]),
    );
    expect(new Set(operations)).toEqual(new Set(defined));
    expect(operations).toHaveLength(files.length);
  });

  it('has the names that are promised', () => {
    expect([...operationsByName.keys()]).toEqual([
      'integration-services.list',
      'integration-service.get',
      'integration-service.start',
      'integration-service.stop',
      'integration-service.restart',
      'repositories.list',
      'sessions.list',
      'session.kill',
      'sessions.kill-by-user',
    ]);
  });

  it('refuses two of one name', () => {
    expect(() => indexByName([...operations, ...operations.slice(0, 1)])).toThrow(/integration-services\.list/);
  });

  it.each([...operations])('$name: input and output are made without arguments', ({ input, output }) => {
    expect(new input()).toBeInstanceOf(input);
    expect(new output()).toBeInstanceOf(output);
  });

  it('lets a stop that waits for workflows run longer than its command', () => {
    const stop = operationsByName.get('integration-service.stop');
    const limitOf = (mode: string) => stop?.runLimitMs({ service: 'INT_A', mode });
    expect(limitOf('complete')).toBeGreaterThan(3_600_000);
    expect(limitOf('abort')).toBeLessThan(1_000_000);
  });
});
