import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import type { Redis } from 'ioredis';
import { Secret } from '#libs/platform';
import { QueueKeys } from '#libs/queue';
import { RedisServer } from '../../../../libs/queue/src/testing/redis-server.js';
import { Cookies } from './cookies.js';
import { Sealer } from './sealer.js';
import { SignInAttempts } from './sign-in-attempts.js';

const ATTEMPT = { state: 'the-state', nonce: 'n', verifier: 'v', returnTo: '/ops' };
const WITHIN_MS = 600_000;

let server: RedisServer;
let redis: Redis;
let now: number;

beforeAll(async () => {
  server = await RedisServer.start();
  redis = server.connect();
});
beforeEach(async () => {
  await redis.flushall();
  now = 1_700_000_000_000;
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

/** As each process of the API has them. */
const attempts = (key = 'k') =>
  new SignInAttempts({
    cookies: new Cookies('https://ops.example'),
    sealer: new Sealer(new Secret(key.repeat(32))),
    redis,
    keys: new QueueKeys('t'),
    now: () => now,
  });

function aReply() {
  const lines: string[] = [];
  return { lines, reply: { header: (_: string, line: string) => lines.push(line) } as unknown as FastifyReply };
}

/** A browser that has begun a sign-in, with what it sends back. */
function begun(state = ATTEMPT.state, by = attempts()) {
  const { lines, reply } = aReply();
  by.begin(reply, { ...ATTEMPT, state });
  return { headers: { cookie: lines[0]?.split(';')[0] ?? '' } };
}

const take = (request: ReturnType<typeof begun>, by = attempts()) => by.take(request, aReply().reply);

describe('an attempt to sign in', () => {
  it('is taken once, by whichever process, whoever has a copy of its cookie', async () => {
    const request = begun();
    const taken = await Promise.all(Array.from({ length: 5 }, () => take(request)));
    expect(taken.filter((attempt) => attempt !== undefined)).toEqual([expect.objectContaining(ATTEMPT)]);
    expect(await take(request)).toBeUndefined();
    expect(await take(begun('another'))).toMatchObject({ state: 'another' });
  });

  it('is remembered until its time is over, and by no name that is worth something', async () => {
    const request = begun();
    now += 1_000;
    await take(request);
    const keys = await redis.keys('*');
    expect(keys).toEqual([expect.stringMatching(/^t:sign-in:[\da-f]{64}$/)]);
    const left = await redis.pttl(keys[0] ?? '');
    expect([left > WITHIN_MS - 6_000, left <= WITHIN_MS - 1_000]).toEqual([true, true]);
  });

  it('is over after ten minutes', async () => {
    const request = begun();
    now += WITHIN_MS;
    expect(await take(request)).toBeUndefined();
    expect(await redis.dbsize()).toBe(0);
  });

  it.each([
    ['that was not begun', { headers: {} }],
    ['that somebody made up', { headers: { cookie: '__Host-etlaas-sign-in=abc' } }],
    ['that was sealed with another key', begun(ATTEMPT.state, attempts('x'))],
  ])('%s is none, and Redis is not asked', async (_, request) => {
    expect(await attempts().take(request, aReply().reply)).toBeUndefined();
    expect(await redis.dbsize()).toBe(0);
  });

  it('is nobody’s where Redis is away: it may have been taken', async () => {
    const away = server.connect();
    away.disconnect();
    const others = new SignInAttempts({
      cookies: new Cookies('https://ops.example'),
      sealer: new Sealer(new Secret('k'.repeat(32))),
      redis: away,
      keys: new QueueKeys('t'),
      now: () => now,
    });
    await expect(take(begun(), others)).rejects.toMatchObject({ code: 'QUEUE_UNAVAILABLE' });
  });
});
