import { describe, expect, it } from '@jest/globals';
import { primaryGroupSid } from './sid.js';

/** S-1-5-21-1-2-3-500, as a domain controller stores it. */
const ADMINISTRATOR = Buffer.from('010500000000000515000000010000000200000003000000f4010000', 'hex');

describe('primaryGroupSid', () => {
  it('puts the relative id in place of the last one', () => {
    const group = '010500000000000515000000010000000200000003000000';
    expect(primaryGroupSid(ADMINISTRATOR, '513')?.toString('hex')).toBe(`${group}01020000`);
    expect(primaryGroupSid(ADMINISTRATOR, '4294967295')?.toString('hex')).toBe(`${group}ffffffff`);
  });

  it.each([
    ['no relative id', ADMINISTRATOR, ''],
    ['a relative id that is too high', ADMINISTRATOR, '4294967296'],
    ['a negative relative id', ADMINISTRATOR, '-1'],
    ['a cut identifier', ADMINISTRATOR.subarray(0, 27), '513'],
    ['an identifier of another revision', Buffer.from([2, ...ADMINISTRATOR.subarray(1)]), '513'],
    ['an identifier without parts', Buffer.from('0100000000000005', 'hex'), '513'],
    ['nothing', Buffer.alloc(0), '513'],
  ])('makes nothing of %s', (_, sid, relativeId) => expect(primaryGroupSid(sid, relativeId)).toBeUndefined());
});
