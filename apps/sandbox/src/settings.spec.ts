import { describe, expect, it } from '@jest/globals';
import { readSandboxSettings, SettingFault } from './settings.js';

describe('the settings of the sandbox', () => {
  it('have defaults', () => {
    expect(readSandboxSettings({}, [])).toEqual({ port: 3000, once: false, delayScale: 0.1 });
  });

  it('are read from the environment and the arguments', () => {
    const env = { PORT: '3100', SANDBOX_DELAY_SCALE: '0', REDIS_URL: 'redis://localhost' };
    expect(readSandboxSettings(env, ['--once'])).toEqual({
      port: 3100,
      once: true,
      delayScale: 0,
      redisUrl: 'redis://localhost',
    });
  });

  it('say for a container where others reach it', () => {
    const env = { SANDBOX_HOST: '0.0.0.0', IDENTITY_PORT: '3001' };
    expect(readSandboxSettings(env, [])).toMatchObject({ host: '0.0.0.0', identityPort: 3001 });
  });

  it.each([
    ['PORT', { PORT: 'http' }, []],
    ['PORT', { PORT: '0' }, []],
    ['PORT', { PORT: '65536' }, []],
    ['PORT', { PORT: '3000.5' }, []],
    ['IDENTITY_PORT', { IDENTITY_PORT: '0' }, []],
    ['SANDBOX_DELAY_SCALE', { SANDBOX_DELAY_SCALE: '-1' }, []],
    ['--once', {}, ['--twice']],
    ['--once', {}, ['once']],
  ])('name %s where it is wrong: %j %j', (name, env, args) => {
    const read = () => readSandboxSettings(env, args);
    expect(read).toThrow(SettingFault);
    expect(read).toThrow(name);
  });
});
