import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readSettings, type SettingsError } from '#libs/platform';
import { queueKeysOf } from '../keys.js';
import { redisRules } from './redis-rules.js';
import { openRedisPlace, redisSettings } from './redis-settings.js';
import { readRedisNode } from './redis-url.js';

const ONE = { REDIS_URL: 'rediss://ann:p%40ss%25@redis.bank.test:6380/3' };
const SENTINEL = { REDIS_SENTINELS: 's1.bank.test, s2.bank.test:26380,[2001:db8::1]', REDIS_SENTINEL_MASTER: 'main' };
const CLUSTER = { REDIS_CLUSTER: 'n1.bank.test:7000,10.0.0.1' };
const KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

const read = (env: Record<string, string>) => readSettings(redisSettings, env, redisRules);
const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    read(env);
    return [];
  } catch (error) {
    return (error as SettingsError).faults;
  }
};

describe('the settings of Redis', () => {
  it('one server, all in its address', async () => {
    const { way, login, tls } = await openRedisPlace(read(ONE));
    expect(way).toEqual({ kind: 'one', node: { host: 'redis.bank.test', port: 6380 }, database: 3 });
    expect([login.username, login.password?.reveal()]).toEqual(['ann', 'p@ss%']);
    expect(tls).toEqual({ minVersion: 'TLSv1.2', rejectUnauthorized: true });
  });

  it('one server, user, password and database beside its address', async () => {
    const more = { REDIS_URL: 'redis://[::1]', REDIS_USERNAME: 'ann', REDIS_PASSWORD: 'x', REDIS_DATABASE: '2' };
    const { way, login, tls } = await openRedisPlace(read(more));
    expect(way).toEqual({ kind: 'one', node: { host: '::1', port: 6379 }, database: 2 });
    expect([login.username, login.password?.reveal(), tls]).toEqual(['ann', 'x', undefined]);
  });

  it('Sentinel: its own password, and the one of the nodes', async () => {
    const more = { REDIS_SENTINEL_PASSWORD: 's', REDIS_PASSWORD: 'n', REDIS_TLS: 'true', REDIS_TLS_SERVER_NAME: 'r' };
    const { way, login, tls } = await openRedisPlace(read({ ...SENTINEL, ...more }));
    expect(way).toMatchObject({
      kind: 'sentinel',
      sentinels: [
        { host: 's1.bank.test', port: 26_379 },
        { host: 's2.bank.test', port: 26_380 },
        { host: '2001:db8::1', port: 26_379 },
      ],
      master: 'main',
      database: 0,
    });
    expect(way.kind === 'sentinel' && way.login.password?.reveal()).toBe('s');
    expect([login.password?.reveal(), tls?.servername]).toEqual(['n', 'r']);
  });

  it('Cluster: all keys in one slot', async () => {
    const { way } = await openRedisPlace(read(CLUSTER));
    expect(way).toEqual({
      kind: 'cluster',
      nodes: [
        { host: 'n1.bank.test', port: 7000 },
        { host: '10.0.0.1', port: 6379 },
      ],
    });
    const jobsKey = (REDIS_PREFIX: string, env: Record<string, string>) =>
      queueKeysOf({ ...read(env), REDIS_PREFIX }).allJobs();
    expect(jobsKey('etlaas', CLUSTER)).toBe('{etlaas}:jobs');
    expect(jobsKey('a{b}', CLUSTER)).toBe('a{b}:jobs');
    expect(jobsKey('etlaas', ONE)).toBe('etlaas:jobs');
  });

  it.each<[Record<string, string>, RegExp]>([
    [{}, /^REDIS_URL: is missing: set REDIS_URL, or REDIS_SENTINELS with .*, or REDIS_CLUSTER$/],
    [{ ...ONE, ...CLUSTER }, /^REDIS_URL: contradicts REDIS_CLUSTER/],
    [{ ...SENTINEL, ...CLUSTER }, /^REDIS_SENTINELS: contradicts REDIS_CLUSTER/],
    [{ REDIS_SENTINELS: 's1' }, /^REDIS_SENTINEL_MASTER: is missing/],
    [{ ...ONE, REDIS_SENTINEL_MASTER: 'main' }, /^REDIS_SENTINELS: is missing/],
    [{ ...SENTINEL, REDIS_SENTINEL_USERNAME: 'u' }, /^REDIS_SENTINEL_PASSWORD: is missing/],
    [{ REDIS_URL: 'localhost:6379' }, /^REDIS_URL: must be a URL/],
    [{ REDIS_URL: 'http://localhost' }, /^REDIS_URL: must be a URL/],
    [{ REDIS_URL: 'redis://localhost/one' }, /^REDIS_URL: must be a URL/],
    [{ REDIS_URL: 'redis://localhost?tls=false' }, /^REDIS_URL: must be a URL/],
    [{ REDIS_CLUSTER: 'n1,redis://n2' }, /^REDIS_CLUSTER: "redis:\/\/n2" is not host:port/],
    [{ REDIS_CLUSTER: 'n1:70000' }, /^REDIS_CLUSTER: "n1:70000" is not host:port/],
    [{ ...ONE, REDIS_USERNAME: 'bob' }, /^REDIS_USERNAME: REDIS_URL names a user already/],
    [{ ...ONE, REDIS_PASSWORD: 'x' }, /^REDIS_PASSWORD: REDIS_URL holds a password already/],
    [{ ...CLUSTER, REDIS_USERNAME: 'bob' }, /^REDIS_PASSWORD: is missing/],
    [{ ...ONE, REDIS_DATABASE: '3' }, /^REDIS_DATABASE: REDIS_URL names a database already/],
    [{ ...CLUSTER, REDIS_DATABASE: '1' }, /^REDIS_DATABASE: a Redis Cluster has only database 0/],
    [{ REDIS_URL: 'redis://localhost', REDIS_TLS: 'true' }, /^REDIS_TLS: REDIS_URL must then begin with rediss:/],
    [{ ...CLUSTER, REDIS_TLS_SERVER_NAME: 'r' }, /^REDIS_TLS: is not on/],
    [{ ...ONE, REDIS_TLS_KEY: KEY }, /^REDIS_TLS_KEY: goes with REDIS_TLS_CERTIFICATE/],
    [{ ...ONE, REDIS_TLS_CA: 'no PEM' }, /^REDIS_TLS_CA: holds no certificates \(PEM\)/],
    [
      { ...ONE, REDIS_TLS_CERTIFICATE: 'x', REDIS_TLS_KEY: KEY },
      /^REDIS_TLS_CERTIFICATE: holds no certificates \(PEM\)/,
    ],
  ])('refuse %j', (env, fault) => {
    expect(faultsOf(env)).toEqual([expect.stringMatching(fault)]);
  });

  it('name all contradictions at once, also beside what is wrong in itself, and no secret', () => {
    const env = { ...ONE, ...CLUSTER, REDIS_PASSWORD: 'x', REDIS_DATABASE: 'one', REDIS_TLS_CA: 'no PEM' };
    const faults = faultsOf(env);
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'REDIS_DATABASE',
      'REDIS_URL',
      'REDIS_PASSWORD',
      'REDIS_TLS_CA',
    ]);
    expect(faults.join() + JSON.stringify(read(ONE))).not.toMatch(/p@ss|p%40ss/);
  });

  it.each(['', ':1', 'a b', 'a:0', 'a:b', '[a', 'a/b', 'user@a'])('%j is no node', (text) => {
    expect(readRedisNode(text, 1)).toBeUndefined();
  });
});
