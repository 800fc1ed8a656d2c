import { expect, it } from '@jest/globals';
import { isJwt, readBearer } from './bearer-token.js';

it.each([
  ['Bearer abc', 'abc'],
  ['bearer abc', 'abc'],
  ['BEARER   a-b._c~d+e/f==', 'a-b._c~d+e/f=='],
  [undefined, undefined],
  ['', undefined],
  ['Bearer', undefined],
  ['Bearer ', undefined],
  ['abc', undefined],
  ['Basic abc', undefined],
  ['xBearer abc', undefined],
  [' Bearer abc', undefined],
  ['x Bearer abc', undefined],
  ['Bearer abc def', undefined],
  ['Bearer abc ', undefined],
  ['Bearer abc,def', undefined],
  ['Bearer a=b', undefined],
  ['Bearer\tabc', undefined],
  ['Bearer abc\n', undefined],
  ['Bearer a\0bc', undefined],
  ['Bearer äbc', undefined],
])('%j holds %j', (authorization, token) => expect(readBearer(authorization)).toBe(token));

it.each([
  ['eyJh.eyJz.c2ln', true],
  ['eyJh.eyJz.', true],
  ['a.b.c', true],
  ['a.b.c==', true],
  ['..', true],
  ['eyJh.eyJz', true],
  ['eyJh.eyJz.c2ln.more', true],
  ['eyJh.a.b.c.d', true],
  ['abc', false],
  ['ya29.a0Af', false],
  ['a.b.c.d', false],
  ['eyJopaque', false],
])('%s is a JWT: %s', (token, expected) => expect(isJwt(token)).toBe(expected));
