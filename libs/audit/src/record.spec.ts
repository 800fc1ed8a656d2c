import { describe, expect, it } from '@jest/globals';
import type { AuditEvent } from './events.js';
import { toRecord, toText } from './record.js';

const WRITER = { app: 'api', writer: 'api-1' };
const NOW = new Date('2026-03-01T10:00:00Z');
const ANSWER: AuditEvent = {
  event: 'request.answered',
  correlation_id: 'c-1',
  response_http_code: 403,
  response_message: 'refused',
};

describe('a record', () => {
  it('says what, when, by whom, under the key names of the replaced system', () => {
    expect(JSON.parse(toText(toRecord(ANSWER, WRITER, 'id-1', NOW)))).toEqual({
      v: 2,
      id: 'id-1',
      ts: '2026-03-01T10:00:00.000Z',
      app: 'api',
      writer: 'api-1',
      event: 'request.answered',
      correlation_id: 'c-1',
      response_http_code: 403,
      response_message: 'refused',
      details: {},
    });
  });

  it('has every old key even where it does not apply', () => {
    const started: AuditEvent = { event: 'process.started', correlation_id: 'c-1', response_message: 'up' };
    expect(toRecord(started, WRITER, 'id-1', NOW)).toMatchObject({ response_http_code: null, details: {} });
  });

  it.each([
    'a\nb',
    'a\r\n{"event":"job.finished"}',
    '\u001b[2J',
    '\u009b2J',
    '\u2028\u2029',
    '\u0000\u007f',
    '=cmd|x',
    '\ud800',
  ])('keeps %j on one line and readable', (text) => {
    const line = toText(
      toRecord({ ...ANSWER, response_message: text, details: { [text]: text } }, WRITER, 'id-1', NOW),
    );
    expect(line).toMatch(/^[^\p{Cc}\u2028\u2029]*$/u);
    expect(JSON.parse(line)).toMatchObject({ response_message: text, details: { [text]: text } });
  });
});
