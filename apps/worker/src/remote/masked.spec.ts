import { describe, expect, it } from '@jest/globals';
import { Secret } from '#libs/platform';
import { masked } from './masked.js';
import type { RemoteHost } from './remote-host.js';

const host = {
  informaticaPassword: new Secret('vMr4Nc+=='),
  trustStore: { path: '/t', password: new Secret('$t$ore') },
} as RemoteHost;

function told(lines: string, of: RemoteHost = host): string[] {
  const heard: string[] = [];
  masked((text) => heard.push(text), of)(lines);
  return heard;
}

describe('output for watchers', () => {
  it('holds no secret of the host, however often a program prints it', () => {
    expect(told('a vMr4Nc+== b vMr4Nc+==\n$t$ore\n')).toEqual(['a *** b ***\n***\n']);
  });

  it('holds no control character that a terminal would obey', () => {
    expect(told('\u001b[2Jx\u0007\ty\r\nz\u009b\u2028\n')).toEqual(['\ufffd[2Jx\ufffd\ty\nz\ufffd\ufffd\n']);
  });

  it('hides a secret that has another in it, and its quoted and encoded forms', () => {
    const nested = {
      informaticaPassword: new Secret('infa'),
      trustStore: { path: '/t', password: new Secret("infa-it's") },
    } as RemoteHost;
    const base64 = Buffer.from("infa-it's").toString('base64');
    expect(told(`infa-it's infa-it'\\''s ${base64} infa\n`, nested)).toEqual(['*** *** *** ***\n']);
  });

  it('is left as it is where there is nothing to mask', () => {
    const bare = { informaticaPassword: new Secret('') } as RemoteHost;
    expect(told('é – plain\n', bare)).toEqual(['é – plain\n']);
  });
});
