import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import { AppError } from '#libs/platform';
import { SubmitQuery } from '../http/place/place.input.js';
import { Receivers } from './receivers.js';

const HOSTS = ['ops.example', 'ops.example:8443', '127.0.0.1:9000', 'localhost', '[fd12::5]:8443'];
const receivers = new Receivers(HOSTS, new Map());

/** What a caller is told, by the first check that refuses: the class of the query, then the allow-list. */
function faultOf(callbackUrl: unknown, known = receivers): string | undefined {
  const query = Object.assign(new SubmitQuery(), { environment: 'Development', callbackUrl });
  const [fault] = validateSync(query);
  if (fault) return Object.values(fault.constraints ?? {}).join();
  try {
    known.accept(callbackUrl as string);
    return undefined;
  } catch (error) {
    return error instanceof AppError ? error.errors?.[0]?.detail : 'no AppError';
  }
}

const FORM = /^callbackUrl must be an absolute https address/;
const HTTPS = /^callbackUrl must be https/;
const USER = /^callbackUrl must not hold a user/;
const SPELLING = /^callbackUrl must spell its host/;
const LIST = /^callbackUrl must name a host that operations allow/;

const HOSTILE: [string, RegExp][] = [
  ['', FORM],
  ['/jobs', FORM],
  ['//ops.example/jobs', FORM],
  ['javascript:alert(1)', FORM],
  ['https:ops.example', FORM],
  ['https:\\\\ops.example\\jobs', FORM],
  ['https://evil.example\\@ops.example/', FORM],
  ['https://ops.example/#secret', FORM],
  ['https://ops.example/#', FORM],
  ['https://ops.example/a b', FORM],
  [' https://ops.example/', FORM],
  ['https://ops.example/\r\nX-Admin: 1', FORM],
  ['https://ops.example/\t', FORM],
  ['https://ops.exаmple/', FORM],
  ['https://ops.example/é', FORM],
  ['HTTPS://ops.example/', FORM],
  ['https://[fe80::1', FORM],
  ['https://ops.example:99999/', FORM],
  ['file:///etc/passwd', FORM],
  ['ftp://ops.example/', HTTPS],
  ['gopher://127.0.0.1:6379/_FLUSHALL', HTTPS],
  ['http://ops.example/', HTTPS],
  ['http://10.0.0.1/', HTTPS],
  ['http://localhost.evil.example/', HTTPS],
  ['https://user:pw@ops.example/', USER],
  ['https://ops.example@evil.example/', USER],
  ['https://@ops.example/', USER],
  ['https://ops.example:443/', SPELLING],
  ['https://OPS.example/', SPELLING],
  ['https://2130706433/', SPELLING],
  ['https://0x7f.1/', SPELLING],
  ['https://0177.0.0.1/', SPELLING],
  ['https://127.1/', SPELLING],
  ['https://%6fps.example/', SPELLING],
  ['https://[::ffff:127.0.0.1]/', SPELLING],
  ['https://169.254.169.254/latest/meta-data', LIST],
  ['https://ops.example.evil.example/', LIST],
  ['https://evil.example/?ops.example', LIST],
  ['https://ops.example./', LIST],
  ['https://ops.example:8444/', LIST],
  ['https://xops.example/', LIST],
  ['https://127.0.0.1/', LIST],
  ['http://127.0.0.1:9001/', LIST],
  [`https://ops.example/${'x'.repeat(2_048)}`, /^callbackUrl must be/],
];

describe('a callbackUrl', () => {
  it.each(HOSTILE)('%j is refused by field and rule', (url, rule) => {
    expect(faultOf(url)).toMatch(rule);
  });

  it('is one: sent twice it is none', () => {
    expect(faultOf(['https://ops.example/', 'https://ops.example/'])).toMatch(/^callbackUrl must be/);
  });

  it.each([
    ['https://ops.example', 'ops.example'],
    ['https://ops.example/jobs/@me?for=etl&x=%20', 'ops.example'],
    ['https://ops.example:8443/', 'ops.example:8443'],
    ['http://127.0.0.1:9000/', '127.0.0.1:9000'],
    ['http://localhost/', 'localhost'],
    ['https://[fd12::5]:8443/', '[fd12::5]:8443'],
  ])('%s is kept as it was sent, for %s', (url, receiver) => {
    expect(faultOf(url)).toBeUndefined();
    expect(receivers.accept(url)).toEqual({ url, receiver });
  });

  it('is refused where callbacks are off, in words that say so', () => {
    expect(faultOf('https://ops.example/', new Receivers([], new Map()))).toMatch(/callbacks are not switched on here/);
  });
});

describe('a callback that a record holds', () => {
  it.each([
    ['https://ops.example/', 'ops.example', true],
    ['https://ops.example/', 'ops.example:8443', false],
    ['https://evil.example/', 'ops.example', false],
    ['https://evil.example/', 'evil.example', false],
    ['http://ops.example/', 'ops.example', false],
    ['nonsense', 'ops.example', false],
  ])('%s for %s is looked at again: %s', (url, receiver, isGood) => {
    expect(receivers.mayReceive({ url, receiver })).toBe(isGood);
  });
});
