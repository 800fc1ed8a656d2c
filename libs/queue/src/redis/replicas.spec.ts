import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { freePort } from '../../../platform/src/testing/free-port.js';
import { QueueKeys } from '../keys.js';
import { aJob } from '../testing/a-job.js';
import { RedisServer } from '../testing/redis-server.js';
import { Replicas } from './replicas.js';

const keys = new QueueKeys('t');
const replicas = new Replicas(1, keys);
const job = aJob();
const record = keys.job('docker', job.id);
const inBull = keys.bullJob('docker', job.id);

let primary: RedisServer;
let replica: RedisServer;
let writer: Redis;
let asker: Redis;

beforeAll(async () => {
  const port = String(await freePort());
  primary = await RedisServer.start('--port', port, '--repl-diskless-sync-delay', '0');
  replica = await RedisServer.start('--replicaof', '127.0.0.1', port);
  [writer, asker] = [primary.connect(), primary.connect()];
  await writer.set('first', '1');
  // 0: however long it takes.
  await writer.wait(1, 0);
});
beforeEach(() => writer.flushall());
afterAll(async () => {
  for (const redis of [writer, asker]) redis.disconnect();
  await Promise.all([primary.stop(), replica.stop()]);
});

describe('replicas that must have a job', () => {
  it('have it, whoever wrote it', async () => {
    await writer.mset(record, '1', inBull, '1');
    await replicas.assertQueued(job, asker);
    const copy = replica.connect();
    expect(await copy.exists(record, inBull)).toBe(2);
    copy.disconnect();
  });

  it('are not believed where the server itself has not the whole job: it is a new primary that never had it', async () => {
    await writer.set(record, '1');
    await expect(replicas.assertQueued(job, asker)).rejects.toThrow('a failover lost it');
    await replicas.assertRecorded(job, asker);
  });

  it('are too few: it is said, soon', async () => {
    await writer.mset(record, '1', inBull, '1');
    await expect(new Replicas(2, keys).assertQueued(job, asker)).rejects.toThrow('only 1 replicas have the job');
    const began = performance.now();
    const link = replica.connect();
    await link.replicaof('NO', 'ONE');
    await expect(replicas.assertQueued(job, asker)).rejects.toThrow('only 0 replicas have the job');
    expect(performance.now() - began).toBeLessThan(900);
    link.disconnect();
  });

  it('are not asked where none is wanted', async () => {
    await new Replicas(0, keys).assertQueued(job, asker);
  });
});
