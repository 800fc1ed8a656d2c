import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import { Registry } from 'prom-client';
import { AppError } from '#libs/platform';
import type { SharedCounts } from '#libs/queue';
import { FailedLogins } from './failed-logins.js';
import { LimitMetrics } from './limit-metrics.js';
import { RateLimit } from './rate-limit.js';

const QUOTA = 2;
const refused = new AppError('UNAUTHENTICATED', 'The access token has expired.');

let logins: FailedLogins;
let registry: Registry;
let headers: Record<string, string>;
const reply = {
  headers: (more: Record<string, string>) => Object.assign(headers, more),
  header: (name: string, value: string) => Object.assign(headers, { [name]: value }),
} as unknown as FastifyReply;

beforeEach(() => {
  registry = new Registry();
  headers = {};
  const counts = { tell: () => undefined } as unknown as SharedCounts;
  logins = new FailedLogins(new RateLimit({ name: 'failed-logins', quota: QUOTA }, counts), new LimitMetrics(registry));
});

const fail = (ip: string, times = 1): unknown[] =>
  Array.from({ length: times }, () => (logins.judge(refused, from(ip), reply) as AppError).code);

const from = (ip: string, authorization = 'Bearer x') => ({
  ip,
  headers: authorization === '' ? {} : { authorization },
});

describe('failed logins', () => {
  it('become 429 over the limit, with when to come back, and are counted', async () => {
    expect(fail('10.0.0.1', 3)).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED', 'RATE_LIMITED']);
    expect(headers).toMatchObject({
      'retry-after': expect.stringMatching(/^\d+$/),
      'ratelimit-policy': '"failed-logins";q=2;w=60',
      ratelimit: expect.stringMatching(/^"failed-logins";r=0;t=\d+$/),
    });
    const text = await registry.metrics();
    expect(text).toMatch(/^etlaas_rate_limited_total\{limit="failed-logins"\} 1$/m);
    expect(text).toMatch(/^etlaas_failed_logins_total 3$/m);
  });

  it('are counted for each address', () => {
    fail('10.0.0.1', 3);
    expect(fail('10.0.0.2')).toEqual(['UNAUTHENTICATED']);
    expect([logins.isOverFailedLogins('10.0.0.1'), logins.isOverFailedLogins('10.0.0.2')]).toEqual([true, false]);
  });

  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
    ['2001:db8::1', '2001:db8:0:0:5::', true],
    ['::1', '0:0:0:0:9::', true],
    ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
    ['::ffff:10.0.0.1', '::ffff:10.0.0.2', false],
  ])('of %s and %s are those of one: %s', (one, other, areSame) => {
    fail(one, QUOTA);
    expect(logins.isOverFailedLogins(other)).toBe(areSame);
  });

  it('leave every other failure as it is', () => {
    fail('10.0.0.1', 3);
    const denied = new AppError('PERMISSION_DENIED', 'No.');
    expect(logins.judge(denied, from('10.0.0.1'), reply)).toBe(denied);
  });

  it('are those with credentials: who sends none has not tried, and is told so even over the limit', async () => {
    const tokenless = () => logins.judge(refused, from('10.0.0.1', ''), reply);
    for (let times = 0; times <= QUOTA; times += 1) expect(tokenless()).toBe(refused);
    expect(logins.isOverFailedLogins('10.0.0.1')).toBe(false);
    fail('10.0.0.1', 3);
    expect(tokenless()).toBe(refused);
    expect(await registry.metrics()).toMatch(/^etlaas_failed_logins_total 3$/m);
  });

  it('are counted without a limit too', async () => {
    registry = new Registry();
    logins = new FailedLogins(undefined, new LimitMetrics(registry));
    expect(fail('10.0.0.1', 3)).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(await registry.metrics()).toMatch(/^etlaas_failed_logins_total 3$/m);
  });
});
