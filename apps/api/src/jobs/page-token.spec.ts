import { describe, expect, it } from '@jest/globals';
import { AppError } from '#libs/platform';
import type { JobPageQuery } from './job-page.input.js';
import { makePageToken, readPageToken } from './page-token.js';

const QUERY: JobPageQuery = { status: ['failed', 'unknown'], trigram: 'MAE', counts: true, pageSize: 2 };
const token = makePageToken('1767225600000000', QUERY);

const refusalOf = (text: string, query: JobPageQuery): unknown => {
  try {
    return readPageToken(text, query);
  } catch (error) {
    return (error as AppError).errors?.[0];
  }
};

describe('a page token', () => {
  it.each<[string, JobPageQuery]>([
    ['the same request', QUERY],
    ['pages of another size, without counts', { ...QUERY, counts: false, pageSize: 50 }],
    ['the same filter in other words', { trigram: 'mae', status: ['unknown', 'failed', 'failed'] }],
    ['the order that is the default', { ...QUERY, orderBy: 'createdAt desc' }],
  ])('goes on for %s', (_, query) => expect(readPageToken(token, query)).toBe('1767225600000000'));

  it.each<[string, JobPageQuery]>([
    ['another status', { ...QUERY, status: ['failed'] }],
    ['one filter less', { status: ['failed', 'unknown'] }],
    ['one filter more', { ...QUERY, requester: 'bob' }],
    ['another order', { ...QUERY, orderBy: 'createdAt asc' }],
  ])('is refused with %s', (_, query) => {
    expect(refusalOf(token, query)).toEqual({
      parameter: 'pageToken',
      detail: 'pageToken belongs to other filters or another order',
    });
  });

  it.each([
    '',
    '1767225600000000',
    `${token}=`,
    `${token}A`,
    Buffer.from('+inf.0123456789abcdef').toString('base64url'),
  ])('is none: %s', (text) => {
    expect(refusalOf(text, QUERY)).toEqual({ parameter: 'pageToken', detail: 'pageToken must be a nextPageToken' });
  });

  it('says nothing that a caller could go by', () => expect(token).toMatch(/^[\w-]+$/));
});
