import { describe, expect, it } from '@jest/globals';
import type { StoryRecord } from '#libs/audit';
import { Page } from '#libs/platform';
import { readArguments } from './arguments.js';
import { printStory } from './print-story.js';

const RULE = { kind: 'owner', trigram: 'MAE', source: 'GCR.csv:2', group: 'ETL_MAE' };
const SUBJECT = { login: 'mae-batch', client_id: 'mae-batch' };

function told(
  second: number,
  event: string,
  more: Record<string, unknown> = {},
  proof: StoryRecord['proof'] = 'genuine',
) {
  const ts = `2026-03-01T10:00:0${second}.000Z`;
  const record = { event, ts, writer: 'w-1', subject: SUBJECT, response_message: 'm', details: {}, ...more };
  return { record, proof, seq: second, kid: 'k1', file: '/a/x.jsonl', line: second } as StoryRecord;
}

const poll = (second: number) =>
  told(second, 'request.answered', {
    response_http_code: 200,
    details: { method: 'GET', path: '/v1/jobs/j' },
    response_message: 'answered',
  });

const STORY = [
  told(0, 'job.decided', {
    operation: 'integration-service.stop',
    target: { domain: 'D', service: 'S' },
    reason: 'CHG1',
    decision: { allowed: true, reason: 'owner MAE', rule: RULE },
  }),
  told(1, 'job.started'),
  poll(2),
  poll(3),
  told(4, 'job.doubted', { details: { code: 'CONNECTION_LOST' } }),
  told(6, 'job.finished', { outcome: 'succeeded' }),
  told(7, 'callback.delivered', { outcome: 'delivered' }),
];

function printed(story: readonly StoryRecord[]): string {
  const written: string[] = [];
  printStory(new Page({ write: (text: string) => written.push(text) }, {}), story, { job: 'j' });
  return written.join('');
}

describe('a story', () => {
  it('begins with what it is about, by what right, how it ended and how long it took', () => {
    expect(printed(STORY).split('\n').slice(0, 8)).toEqual([
      'job j',
      'operation  integration-service.stop',
      'target     domain D, service S',
      'asked by   mae-batch',
      'reason     CHG1',
      'right      allowed, owner MAE, by group ETL_MAE (GCR.csv:2)',
      'outcome    succeeded',
      'times      waited 1000 ms, ran 5000 ms, in all 6000 ms',
    ]);
  });

  it('has a line for each moment, and one for polls that tell nothing new', () => {
    const rows = printed(STORY)
      .split('\n')
      .filter((line) => line.startsWith('2026-'));
    expect(rows.map((row) => row.slice(25).replaceAll(/ +/g, ' ').trim())).toEqual([
      'job.decided mae-batch verified m',
      '+1000 ms job.started mae-batch verified m, by w-1',
      '+1000 ms request.answered mae-batch verified GET /v1/jobs/j: 200 (2 times)',
      '+1000 ms job.doubted mae-batch verified m, CONNECTION_LOST',
      '+2000 ms job.finished mae-batch verified succeeded, m',
      '+1000 ms callback.delivered mae-batch verified delivered, m',
    ]);
  });

  it('says what is not genuine, where that stands, and what was not looked at', () => {
    const text = printed([told(1, 'job.started', {}, 'not genuine'), told(2, 'job.finished', {}, 'unknown')]);
    expect(text).toMatch(/job\.started .*NOT GENUINE/);
    expect(text).toContain('not as it was signed: /a/x.jsonl:1\n');
    expect(text).toContain('Records that are not verified prove nothing');
  });

  it('says which keys were not given, each once, and calls nothing that they signed forged', () => {
    const of = (second: number, kid: string) => ({ ...told(second, 'job.started', {}, 'key not given'), kid });
    const text = printed([of(1, '2026-05'), of(2, '2026-05'), of(3, '2026-01')]);
    expect(text).toMatch(/job\.started .*KEY NOT GIVEN/);
    expect(text.match(/^key .*$/gm)).toEqual([
      'key 2026-05 not given: what it signed cannot be verified',
      'key 2026-01 not given: what it signed cannot be verified',
    ]);
    expect(text).not.toMatch(/NOT GENUINE|not as it was signed/);
  });

  it('says when there is none', () => {
    expect(printed([])).toBe('no audit record of job j was found\n');
  });
});

describe('the arguments', () => {
  it.each([
    [['--job', 'j', 'a'], { job: 'j' }],
    [['--correlation', 'c'], { correlation: 'c' }],
    [['--record=r', '--json'], { record: 'r' }],
  ])('%j ask for one thing', (args, about) => expect(readArguments(args).about).toEqual(about));

  it.each([[[]], [['a']], [['--job', 'j', '--record', 'r']], [['--job=']]])('%j do not', (args) => {
    expect(() => readArguments(args)).toThrow('give one of --job, --correlation and --record');
  });
});
