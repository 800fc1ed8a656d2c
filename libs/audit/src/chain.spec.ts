import { describe, expect, it } from '@jest/globals';
import { Secret } from '#libs/platform';
import { AuditKeys, auditKeys } from './audit-keys.js';
import { CHAIN_BEGIN, isGenuine, linked, linkOf } from './chain.js';
import { segmentFile, segmentName } from './segment-name.js';

const keyed = (...ids: string[]) => new AuditKeys(new Map(ids.map((id) => [id, new Secret(`${id}-`.padEnd(40, 'k'))])));
const keys = keyed('k2', 'k1');

describe('a chain', () => {
  it('numbers its records and binds each to the one before', () => {
    const first = linked('{"a":"ü"}', CHAIN_BEGIN, keys);
    const second = linked('{"b":2}', first.head, keys);
    expect(linkOf(first.line)).toEqual({ ...first.head, kid: 'k2', prev: CHAIN_BEGIN.mac });
    expect(linkOf(second.line)).toEqual({ ...second.head, kid: 'k2', prev: first.head.mac });
    expect(JSON.parse(second.line)).toMatchObject({ b: 2, seq: 2 });
    expect([first, second].map(({ line }) => isGenuine(line, keys))).toEqual([true, true]);
  });

  it('is known by old keys, not by others', () => {
    const { line } = linked('{"a":1}', CHAIN_BEGIN, keyed('k1'));
    expect(isGenuine(line, keys)).toBe(true);
    expect(isGenuine(line, keyed('k2'))).toBe(false);
    expect(isGenuine(line, new AuditKeys(new Map([['k1', new Secret('another'.padEnd(40, 'x'))]])))).toBe(false);
  });

  it.each([
    ['a value', (line: string) => line.replace('"a":1', '"a":2')],
    ['the number', (line: string) => line.replace('"seq":1', '"seq":2')],
    ['the record before', (line: string) => line.replace('"prev":"0', '"prev":"1')],
    ['the order of members', (line: string) => line.replace('"a":1,"c":3', '"c":3,"a":1')],
    ['the MAC', (line: string) => line.replace(/.("\})$/, (tail) => `${tail[0] === '0' ? '1' : '0'}"}`)],
    ['its end', (line: string) => line.slice(0, -1)],
    ['a blank', (line: string) => line.replace('"a":1', '"a": 1')],
  ])('shows when %s was changed', (_what, change) => {
    const { line } = linked('{"a":1,"c":3}', CHAIN_BEGIN, keys);
    expect(change(line)).not.toBe(line);
    expect(isGenuine(change(line), keys)).toBe(false);
  });
});

describe('the keys', () => {
  it('are read in their order', () => {
    const read = auditKeys.parse(`new=${'n'.repeat(32)}, old=${'o='.repeat(16)}`);
    expect(read.current.id).toBe('new');
    expect(read.byId('old')?.reveal()).toBe('o='.repeat(16));
    expect(read.byId('other')).toBeUndefined();
  });

  it.each([
    ['', 'entry 1 is not id=key'],
    [`a b=${'n'.repeat(32)}`, 'entry 1 is not id=key'],
    [`k=${'n'.repeat(32)},${'short'.repeat(7)}`, 'entry 2 is not id=key'],
    [`${'short'.repeat(7)}=`, 'the key of entry 1 needs at least 32 characters'],
    ['k=short', 'key k needs at least 32 characters'],
    [`k=${'n'.repeat(32)},k=${'n'.repeat(32)}`, 'key k stands twice'],
  ])('of %j are refused, with the rule and without the key', (text, fault) => {
    const { error } = auditKeys.safeParse(text);
    expect(error?.issues.map(({ message }) => message).join()).toContain(fault);
    expect(JSON.stringify(error)).not.toContain('short');
  });
});

describe('the name of a segment', () => {
  it('is read as it is written', () => {
    const name = { writer: 'api-host-1.x', chain: '0123456789abcdef', first: 42 };
    expect(segmentFile(name)).toBe('api-host-1.x~0123456789abcdef~000000000042.jsonl');
    expect(segmentName(segmentFile(name))).toEqual(name);
  });

  it.each([
    'api.jsonl',
    'a~b~1.jsonl',
    '../x~0123456789abcdef~000000000042.jsonl',
    'x~0123456789abcdef~000000000042.json',
  ])('is not %s', (file) => expect(segmentName(file)).toBeUndefined());
});
