import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../settings.js';
import { traceRules, traceSettings } from './settings.js';

const URL = 'https://collector.bank.test:4318/v1/traces';
const read = (env: Record<string, string>) => readSettings(traceSettings, env, traceRules);

describe('the settings of traces', () => {
  it('are off, and record all once they are on', () => {
    expect(read({})).toEqual({ TRACES_OTLP_HEADERS: new Map(), TRACES_SAMPLE_RATIO: 1 });
  });

  it('take a collector on loopback without TLS, a share, and headers that nobody can print', () => {
    const env = {
      TRACES_OTLP_URL: 'http://[::1]:4318/v1/traces',
      TRACES_OTLP_HEADERS: 'Authorization=Bearer abc=, x-tenant=bank',
      TRACES_SAMPLE_RATIO: '0.25',
    };
    const { TRACES_OTLP_HEADERS: headers, TRACES_SAMPLE_RATIO: ratio } = read(env);
    expect(ratio).toBe(0.25);
    expect([...headers].map(([name, value]) => [name, value.reveal()])).toEqual([
      ['authorization', 'Bearer abc='],
      ['x-tenant', 'bank'],
    ]);
    expect(JSON.stringify([...headers])).not.toContain('abc');
  });

  it.each([
    ['TRACES_OTLP_URL', 'http://collector.bank.test:4318/v1/traces'],
    ['TRACES_OTLP_URL', 'http://localhost.evil.test/v1/traces'],
    ['TRACES_OTLP_URL', 'https://user:secret@collector.bank.test/v1/traces'],
    ['TRACES_OTLP_URL', 'ftp://127.0.0.1/v1/traces'],
    ['TRACES_OTLP_URL', 'collector'],
    ['TRACES_SAMPLE_RATIO', '1.5'],
    ['TRACES_SAMPLE_RATIO', '-1'],
    ['TRACES_SAMPLE_RATIO', 'all'],
    ['TRACES_OTLP_HEADERS', 'secret'],
    ['TRACES_OTLP_HEADERS', 'a=secret,A=secret'],
    ['TRACES_OTLP_HEADERS', 'a b=secret'],
    ['TRACES_OTLP_HEADERS', 'a=secret\r\nb: c'],
  ])('refuse %s=%s, and show no secret', (name, value) => {
    const reading = () => read({ TRACES_OTLP_URL: URL, [name]: value });
    expect(reading).toThrow(new RegExp(`- ${name}: (?!.*secret)`));
  });

  it('refuse headers for nobody', () => {
    expect(() => read({ TRACES_OTLP_HEADERS: 'a=b' })).toThrow('TRACES_OTLP_HEADERS: is of no use');
  });
});
