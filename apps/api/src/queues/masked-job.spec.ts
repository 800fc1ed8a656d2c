import { describe, expect, it } from '@jest/globals';
import { maskedJob, maskedResult } from './masked-job.js';

const SECRETS = ['the-mac', 'jsmith', 'subject-7', 'hidden'];

const JOB = {
  id: 'j1',
  operation: 'session.kill-by-user',
  kind: 'change',
  input: { repository: 'REP', user: 'jsmith', more: { deep: 'hidden' } },
  target: { trigram: 'MAE', zone: 'vm', user: 'jsmith' },
  requestedBy: { subject: 'subject-7', login: 'alice', clientId: 'swagger' },
  reason: 'CHG0012345',
  somethingNew: 'hidden',
};

describe('a job on the board', () => {
  it('shows what finds it, and masks everything that no list names', () => {
    expect(maskedJob({ v: 1, job: JSON.stringify(JOB), mac: 'the-mac' })).toEqual({
      v: 1,
      job: {
        id: 'j1',
        operation: 'session.kill-by-user',
        kind: 'change',
        input: { repository: 'REP', user: '[masked]', more: '[masked]' },
        target: { trigram: 'MAE', zone: 'vm', user: '[masked]' },
        requestedBy: { subject: '[masked]', login: 'alice', clientId: 'swagger' },
        reason: 'CHG0012345',
        somethingNew: '[masked]',
      },
    });
  });

  it.each([
    ['null', null],
    ['a text', 'hidden'],
    ['an envelope of nothing', { mac: 'the-mac' }],
    ['an envelope of no JSON', { v: 1, job: 'hidden', mac: 'the-mac' }],
    ['an envelope of a text', { v: { a: 'hidden' }, job: '"hidden"' }],
    ['a job of odd parts', { v: 1, job: JSON.stringify({ id: { a: 'hidden' }, input: 'hidden', target: ['hidden'] }) }],
  ])('of %s shows nothing of it', (_what, data) => {
    const shown = JSON.stringify(maskedJob(data));
    expect(SECRETS.filter((secret) => shown.includes(secret))).toEqual([]);
  });

  it('shows of its result how it ended, and no more', () => {
    const result = { status: 'failed', code: 'COMMAND_FAILED', output: 'hidden' };
    expect(maskedResult(result)).toEqual({ ...result, output: '[masked]' });
    expect(maskedResult({ status: { a: 'hidden' } })).toEqual({ status: '[masked]' });
    expect(maskedResult('hidden')).toEqual({});
  });
});
