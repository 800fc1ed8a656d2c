import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import type { Redis } from 'ioredis';
import type { Caller } from '#libs/auth';
import { createLogger, Secret } from '#libs/platform';
import { JobHub, QueueKeys } from '#libs/queue';
import { RedisServer } from '../../../../libs/queue/src/testing/redis-server.js';
import { BrowserSessions } from './browser-sessions.js';
import { Sealer } from './sealer.js';
import { SessionStore } from './session-store.js';

const HTTPS = 'https://ops.example';
const OSCAR: Caller = {
  subject: 'oscar-id',
  login: 'oscar',
  clientId: 'pages',
  scopes: ['openid'],
  expiresAtMs: 1,
  tokenId: 'token-1',
};
const keys = new QueueKeys('t');
const sealer = new Sealer(new Secret('k'.repeat(32)));

let server: RedisServer;
let redis: Redis;
let listening: Redis;
let hub: JobHub;
let now: number;

beforeAll(async () => {
  server = await RedisServer.start();
  redis = server.connect();
  listening = server.connect();
  hub = new JobHub(listening, [keys.sessionEnds()], createLogger('test', 'silent'));
  hub.start();
});
beforeEach(async () => {
  await redis.flushall();
  now = 1_700_000_000_000;
});
afterAll(async () => {
  hub.stop();
  listening.disconnect();
  redis.disconnect();
  await server.stop();
});

const aStore = (terms = { lifeMs: 60_000, idleMs: 10_000 }, seals = sealer) =>
  new SessionStore({ redis, keys, hub, sealer: seals, terms, now: () => now });

const sessionsAt = (origin: string) => new BrowserSessions(aStore(), sealer, origin);

/** What a browser is told to keep. */
function aReply() {
  const cookies: string[] = [];
  const header = (_name: string, line: string) => cookies.push(line);
  return { cookies, reply: { header } as unknown as FastifyReply };
}

/** What it sends back. */
const sent = (cookies: readonly string[]): string => cookies.map((line) => line.split(';')[0]).join('; ');

describe('a session', () => {
  it('is found by its id, for whom it was opened, until its own end and not that of a token', async () => {
    const { id } = await aStore().open(OSCAR);
    const { tokenId: _, ...person } = OSCAR;
    expect((await aStore().find(id))?.caller).toEqual({ ...person, expiresAtMs: now + 60_000 });
  });

  it('ends at its end, however much is heard of it', async () => {
    const { id } = await aStore().open(OSCAR);
    now += 59_999;
    expect(await aStore().find(id)).toBeDefined();
    now += 1;
    expect(await aStore().find(id)).toBeUndefined();
  });

  it('ends at its end also where Redis still has it', async () => {
    const { id } = await aStore().open(OSCAR);
    now += 60_000;
    expect(await redis.keys('t:session:*')).toHaveLength(1);
    expect(await aStore().find(id)).toBeUndefined();
  });

  it('ends when nothing is heard of it, and never lives beyond its end', async () => {
    const { id } = await aStore().open(OSCAR);
    const [key = ''] = await redis.keys('t:session:*');
    await redis.pexpire(key, 5_000);
    await aStore().find(id);
    expect(await redis.pttl(key)).toBeGreaterThan(9_000);
    now += 57_000;
    await aStore().find(id);
    expect(await redis.pttl(key)).toBeLessThanOrEqual(3_000);
  });

  it('is one for all processes, and over for all when one ends it', async () => {
    const { id } = await aStore().open(OSCAR);
    await aStore().end(id);
    expect(await aStore().find(id)).toBeUndefined();
  });

  it('is told to be over to who began a long answer with it, and is not kept alive by that question', async () => {
    const { cookies, reply } = aReply();
    const sessions = sessionsAt(HTTPS);
    await sessions.open({ method: 'GET', headers: {} }, reply, OSCAR);
    const request = { headers: { cookie: sent(cookies) } };
    const [key = ''] = await redis.keys('t:session:*');
    await redis.pexpire(key, 5_000);
    await sessions.assertStillIn(request);
    expect(await redis.pttl(key)).toBeLessThanOrEqual(5_000);
    await sessions.end(request, aReply().reply);
    await expect(sessions.assertStillIn(request)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    // A token has its own end.
    await sessions.assertStillIn({ headers: { authorization: 'Bearer x' } });
  });

  it('is over at once for who streams with it, when another process ends it, and for nobody else', async () => {
    const [one, other] = [await aStore().open(OSCAR), await aStore().open(OSCAR)];
    let isOtherOver = false;
    const stopOther = aStore().onEnd(other.id, () => {
      isOtherOver = true;
    });
    // Sooner than the hub would have all look again.
    const over = new Promise<void>((resolve) => aStore().onEnd(one.id, resolve));
    await aStore().end(one.id);
    await over;
    expect(isOtherOver).toBe(false);
    stopOther();
  }, 3_000);

  it('shows Redis neither its id nor whose it is', async () => {
    const { id } = await aStore().open(OSCAR);
    const [key = ''] = await redis.keys('*');
    expect(key).toMatch(/^t:session:[0-9a-f]{64}$/);
    const all = `${key} ${Buffer.from((await redis.get(key)) ?? '', 'base64url').toString('latin1')}`;
    expect([id, 'oscar', 'token-1'].filter((word) => all.includes(word))).toEqual([]);
  });

  it('cannot be made by who writes to Redis: neither plain, nor by another key, nor of another session', async () => {
    const [{ id: victim }, { id: own }] = [
      await aStore().open({ ...OSCAR, login: 'olga' }),
      await aStore().open(OSCAR),
    ];
    const texts = new Map<string, string>();
    for (const key of await redis.keys('*')) texts.set(key, (await redis.get(key)) ?? '');
    const ofOwn = [...texts.keys()].find((key) => sealer.open(key, texts.get(key) ?? '') && isOf(key, 'oscar')) ?? '';
    const ofVictim = [...texts.keys()].find((key) => isOf(key, 'olga')) ?? '';
    function isOf(key: string, login: string) {
      return (sealer.open(key, texts.get(key) ?? '') as Caller | undefined)?.login === login;
    }
    expect(await aStore().find(victim)).toBeDefined();
    const forged = [
      JSON.stringify({ ...OSCAR, expiresAtMs: now + 1_000 }),
      new Sealer(new Secret('x'.repeat(32))).seal(ofOwn, { ...OSCAR, expiresAtMs: now + 1_000 }),
      texts.get(ofVictim) ?? '',
    ];
    for (const text of forged) {
      await redis.set(ofOwn, text);
      expect(await aStore().find(own)).toBeUndefined();
    }
  });

  it.each(['', 'x', '*', 'a'.repeat(44), `${'a'.repeat(42)}:`])('is not looked for by "%s"', async (id) => {
    expect(await aStore().find(id)).toBeUndefined();
  });
});

describe('the cookies of a session', () => {
  it('are bound to our host and hidden from scripts on https, but for the mark', async () => {
    const { cookies, reply } = aReply();
    await sessionsAt(HTTPS).open({ method: 'GET', headers: {} }, reply, OSCAR);
    expect(cookies).toEqual([
      expect.stringMatching(/^__Host-etlaas=[\w-]{43}; Path=\/; SameSite=Lax; Secure; HttpOnly$/),
      expect.stringMatching(/^XSRF-TOKEN=[\w-]{43}; Path=\/; SameSite=Strict; Secure$/),
    ]);
  });

  it('have no such name in the clear, where a browser would refuse it', async () => {
    const { cookies, reply } = aReply();
    await sessionsAt('http://localhost:3000').open({ method: 'GET', headers: {} }, reply, OSCAR);
    expect(cookies[0]).toMatch(/^etlaas=[\w-]{43}; Path=\/; SameSite=Lax; HttpOnly$/);
  });

  it('are new after each sign-in, and what the browser had before is over', async () => {
    const sessions = sessionsAt(HTTPS);
    const [first, second] = [aReply(), aReply()];
    await sessions.open({ method: 'GET', headers: {} }, first.reply, OSCAR);
    const before = { method: 'GET', url: '/queues', headers: { cookie: sent(first.cookies) } };
    await sessions.open(before, second.reply, { ...OSCAR, login: 'olga' });
    expect(await sessions.callerOf(before)).toBeUndefined();
    const after = { ...before, headers: { cookie: sent(second.cookies.slice(-2)) } };
    expect(await sessions.callerOf(after)).toMatchObject({ login: 'olga' });
  });

  it('that somebody made up open nothing, and a sign-in does not take them over', async () => {
    const sessions = sessionsAt(HTTPS);
    const chosen = 'a'.repeat(43);
    const { cookies, reply } = aReply();
    await sessions.open({ method: 'GET', headers: { cookie: `__Host-etlaas=${chosen}` } }, reply, OSCAR);
    expect(cookies.some((line) => line.startsWith(`__Host-etlaas=${chosen}`))).toBe(false);
    const planted = { method: 'GET', url: '/queues', headers: { cookie: `__Host-etlaas=${chosen}` } };
    expect(await sessions.callerOf(planted)).toBeUndefined();
  });
});

describe('a request with a session', () => {
  const open = async () => {
    const sessions = sessionsAt(HTTPS);
    const { cookies, reply } = aReply();
    await sessions.open({ method: 'GET', headers: {} }, reply, OSCAR);
    const mark = cookies.at(-1)?.match(/=([\w-]+)/)?.[1] ?? '';
    return { sessions, cookie: sent(cookies), mark };
  };

  it.each(['/v1/jobs', '/v1/permissions/export', '/queuesque', '/informatica/x', '/opsx', '/'])(
    'is nobody at %s, which wants a token',
    async (url) => {
      const { sessions, cookie } = await open();
      expect(await sessions.callerOf({ method: 'GET', url, headers: { cookie } })).toBeUndefined();
      expect(await sessions.callerOf({ method: 'GET', url: '/queues', headers: { cookie } })).toBeDefined();
    },
  );

  it('changes something with its own mark only, in the header or in a form', async () => {
    const { sessions, cookie, mark } = await open();
    const other = await open();
    const ask = (headers: Record<string, string>, body?: object) =>
      sessions.callerOf({
        method: 'PUT',
        url: '/queues/x',
        headers: { cookie, origin: HTTPS, ...headers },
        ...{ body },
      });
    expect(await ask({ 'x-xsrf-token': mark })).toMatchObject({ login: 'oscar' });
    expect(await ask({}, { mark })).toMatchObject({ login: 'oscar' });
    for (const wrong of [other.mark, '', 'é'.repeat(43), mark.slice(1)]) {
      await expect(ask({ 'x-xsrf-token': wrong })).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    }
    await expect(ask({})).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  });
});
