import { beforeEach, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { AppError } from '#libs/platform';
import type { RemoteHost } from '../remote/remote-host.js';
import { RunInterrupted, type Transport, type TransportRun } from '../remote/transport.js';
import { RemoteMetrics } from './remote-metrics.js';

let registry: Registry;
let watched: Transport;
let fault: Error | undefined;

beforeEach(() => {
  fault = undefined;
  registry = new Registry();
  const execute = async () => {
    if (fault) throw fault;
  };
  const transport: Transport = { name: 'ssh', execute, close: async () => undefined };
  watched = new RemoteMetrics(registry, ['vm']).watch(new Map([['vm', transport]])).get('vm') as Transport;
});

const execute = () => watched.execute({} as RemoteHost, 'true', {} as TransportRun);
const results = async (): Promise<string[]> =>
  [...(await registry.metrics()).matchAll(/^etlaas_remote_scripts_total\{.*result="([\w-]+)"\} 1$/gm)].map(
    ([, result = '']) => result,
  );

describe('scripts on hosts', () => {
  it('that end are counted and timed', async () => {
    await execute();
    expect(await results()).toEqual(['ended']);
    expect(await registry.metrics()).toMatch(/^etlaas_remote_script_seconds_count\{zone="vm",transport="ssh"\} 1$/m);
  });

  it.each([
    ['unreachable', new AppError('HOST_UNREACHABLE', 'away')],
    ['host-key-refused', new AppError('HOST_KEY_REFUSED', 'another key')],
    ['login-refused', new AppError('HOST_LOGIN_REFUSED', 'no')],
    ['too-much-output', new AppError('OUTPUT_TOO_LARGE', 'more')],
    ['cut-off', new RunInterrupted()],
    ['called-off', new AppError('PERMISSION_REVOKED', 'gone')],
    ['called-off', new Error('the run limit was reached')],
  ])('that do not are counted as %s, and their fault is passed on', async (result, error) => {
    fault = error;
    await expect(execute()).rejects.toBe(error);
    expect(await results()).toEqual([result]);
    expect(await registry.metrics()).not.toContain('etlaas_remote_script_seconds_count{');
  });
});
