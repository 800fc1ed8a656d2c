import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLogger, readSettings } from '#libs/platform';
import type { Authority } from '../../../platform/src/testing/authority.js';
import { ClientFiles } from '../../../platform/src/testing/client-files.js';
import { freePort } from '../../../platform/src/testing/free-port.js';
import { RedisServer } from '../testing/redis-server.js';
import { RedisConnections } from './redis.js';
import type { RedisClient } from './redis-client.js';
import type { RedisPlace } from './redis-place.js';
import { redisRules } from './redis-rules.js';
import { openRedisPlace, redisSettings } from './redis-settings.js';

jest.setTimeout(30_000);

const files = new ClientFiles();
const servers: RedisServer[] = [];
const ends: (() => void)[] = [];
beforeEach(() => files.write(ClientFiles.of(files.old)));
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});
afterAll(() => files.remove());

/** What a Redis shows, and by whom it knows its clients: names and files. */
function tlsOf(authority: Authority): string[] {
  const parts = { 'tls-ca-cert-file': authority.cert, ...pairOf(authority) };
  return Object.entries(parts).flatMap(([name, text]) => {
    const file = join(files.folder, `${name}-${servers.length}`);
    writeFileSync(file, text);
    return [name, file];
  });
}

function pairOf(authority: Authority) {
  const { cert, key } = authority.sign({ usage: 'serverAuth,clientAuth' });
  return { 'tls-cert-file': cert, 'tls-key-file': key };
}

async function aRedis(port: number, ...more: string[]): Promise<RedisServer> {
  const tls = tlsOf(files.old).map((word, place) => (place % 2 === 0 ? `--${word}` : word));
  const server = await RedisServer.start('--tls-port', `${port}`, '--tls-auth-clients', 'yes', ...tls, ...more);
  servers.push(server);
  return server;
}

async function aSentinel(authority: Authority, port: number, primary: number): Promise<RedisServer> {
  const tls = tlsOf(authority).join(' ').replaceAll(' tls-', '\ntls-').split('\n');
  const watched = ['tls-replication yes', `sentinel monitor main 127.0.0.1 ${primary} 1`];
  const server = await RedisServer.startSentinel(`tls-port ${port}`, 'tls-auth-clients yes', ...tls, ...watched);
  servers.push(server);
  return server;
}

/** Redis has certificates of the next authority, and cuts all connections. */
async function renew(server: RedisServer): Promise<void> {
  const admin = server.connect();
  await admin.config('SET', ...(tlsOf(files.next) as [string, string]));
  await admin.client('KILL', 'TYPE', 'normal');
  admin.disconnect();
}

async function open(env: Record<string, string>): Promise<{ redis: RedisClient; place: RedisPlace }> {
  const whole = { ...env, ...files.paths('REDIS_TLS') };
  const place = await openRedisPlace(readSettings(redisSettings, whole, redisRules), whole);
  const connections = new RedisConnections(place, createLogger('test', 'silent'));
  ends.push(() => connections.close());
  return { redis: connections.open('working'), place };
}

/** The files of the app are of the next authority too. */
async function follow(place: RedisPlace): Promise<void> {
  files.write(ClientFiles.of(files.next));
  await files.look(place);
}

describe('a Redis whose authority changes', () => {
  it('is left alone until the files of the app have changed as well, and then met again', async () => {
    const port = await freePort();
    const server = await aRedis(port);
    const { redis, place } = await open({ REDIS_URL: `rediss://127.0.0.1:${port}` });
    expect(await redis.set('key', '1')).toBe('OK');
    const refused = once(redis, 'error');
    await renew(server);
    expect(await refused).toEqual([expect.objectContaining({ code: 'SELF_SIGNED_CERT_IN_CHAIN' })]);
    await follow(place);
    expect(await redis.get('key')).toBe('1');
  });

  it('keeps the connections that are open', async () => {
    const port = await freePort();
    await aRedis(port);
    const { redis, place } = await open({ REDIS_URL: `rediss://127.0.0.1:${port}` });
    await redis.set('key', '1');
    const closed = jest.fn();
    redis.on('close', closed);
    await follow(place);
    expect(await redis.get('key')).toBe('1');
    expect(closed).not.toHaveBeenCalled();
  });

  it('is met again in a Cluster', async () => {
    const port = await freePort();
    const own = ['--cluster-port', `${await freePort()}`, '--cluster-announce-ip', '127.0.0.1'];
    const server = await aRedis(port, '--cluster-enabled', 'yes', '--tls-cluster', 'yes', ...own);
    const admin = server.connect();
    await admin.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    admin.disconnect();
    const { redis, place } = await open({ REDIS_CLUSTER: `127.0.0.1:${port}`, REDIS_TLS: 'true' });
    expect(await redis.set('{a}key', '1')).toBe('OK');
    await follow(place);
    await renew(server);
    expect(await redis.get('{a}key')).toBe('1');
  });

  it('is found again by its Sentinels', async () => {
    const [port, sentinelPort] = [await freePort(), await freePort()];
    const server = await aRedis(port);
    const sentinel = await aSentinel(files.old, sentinelPort, port);
    const way = { REDIS_SENTINELS: `127.0.0.1:${sentinelPort}`, REDIS_SENTINEL_MASTER: 'main', REDIS_TLS: 'true' };
    const { redis, place } = await open(way);
    expect(await redis.set('key', '1')).toBe('OK');
    await sentinel.stop();
    servers.splice(servers.indexOf(sentinel), 1);
    await aSentinel(files.next, sentinelPort, port);
    await follow(place);
    await renew(server);
    expect(await redis.get('key')).toBe('1');
  });
});
