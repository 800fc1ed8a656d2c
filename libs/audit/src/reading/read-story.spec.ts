import { appendFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { KEYS, useAuditDirectories } from '../testing/use-audit-directories.js';
import { keysNamed, tamper, type WrittenChain } from '../testing/written-chain.js';
import { readStory, type StoryOf } from './read-story.js';

const audit = useAuditDirectories();

const JOB = 'cca45e73-ff5d-40bd-a6a5-f3875834c53d';
const OTHER = '11111111-ff5d-40bd-a6a5-f3875834c53d';

/** An api and a worker that tell of one job, and of others. */
function written(): { api: WrittenChain; worker: WrittenChain } {
  const [api, worker] = [audit.chain('api-1').begin(), audit.chain('worker-1').begin()];
  const at = (second: number) => ({ ts: `2026-03-01T10:00:0${second}.000Z` });
  const of = { job_id: JOB, correlation_id: 'batch-1' };
  api.put({ event: 'job.decided', ...of, ...at(1) });
  api.put({ event: 'job.decided', ...of, job_id: OTHER, ...at(1) });
  api.put({ event: 'request.answered', correlation_id: 'batch-1', note: 'of the same request', ...at(2) });
  worker.put({ event: 'job.started', ...of, ...at(3) });
  api.put({
    event: 'request.answered',
    correlation_id: 'poll-1',
    details: { path: `/v1/jobs/${JOB}/events` },
    ...at(4),
  });
  api.put({ event: 'request.answered', correlation_id: 'poll-1', ...at(4) });
  worker.put({ event: 'job.finished', ...of, ...at(5) });
  api.put({ event: 'board.acted', correlation_id: 'board-1', details: { job: JOB }, ...at(6) });
  return { api, worker };
}

const read = (about: StoryOf, keys: typeof KEYS | undefined = KEYS) =>
  readStory({ directories: [audit.directory, audit.lake], about, keys });

const events = async (about: StoryOf) => (await read(about)).map(({ record }) => record.event);

describe('the story of a job', () => {
  it('is told by all writers in its order, with the requests about it and nothing of other jobs', async () => {
    written();
    expect(await events({ job: JOB })).toEqual([
      'job.decided',
      'request.answered',
      'job.started',
      'request.answered',
      'job.finished',
      'board.acted',
    ]);
    expect(new Set((await read({ job: JOB })).map(({ proof }) => proof))).toEqual(new Set(['genuine']));
  });

  it('tells each record once, also when the data lake has it too', async () => {
    const { api } = written();
    copyFileSync(api.pathOf(1), join(audit.lake, `api-1~${api.chain}~000000000001-000000000007.jsonl`));
    expect(await events({ job: JOB })).toHaveLength(6);
  });

  it('says which record is not genuine, and where it stands', async () => {
    const { worker } = written();
    tamper(worker.pathOf(1), (lines) => lines.map((line) => line.replace('"job.finished"', '"job.finished "')));
    const altered = (await read({ job: JOB })).filter(({ proof }) => proof !== 'genuine');
    expect(altered).toMatchObject([{ proof: 'not genuine', file: worker.pathOf(1), line: 3, seq: 3 }]);
  });

  it('says of which the key is not given', async () => {
    written();
    const story = await read({ job: JOB }, keysNamed('k2'));
    expect(new Set(story.map(({ proof, kid }) => `${proof}: ${kid}`))).toEqual(new Set(['key not given: k1']));
  });

  it('proves nothing without keys, nor of lines that were never signed', async () => {
    written();
    appendFileSync(join(audit.directory, 'old.jsonl'), `{"v":1,"event":"job.decided","job_id":"${JOB}"}\ntorn ${JOB}`);
    expect(
      (await readStory({ directories: [audit.directory], about: { job: JOB } })).map(({ proof }) => proof),
    ).toEqual(Array.from({ length: 7 }, () => 'unknown'));
    expect((await read({ job: JOB })).filter(({ proof }) => proof === 'unknown')).toMatchObject([{ line: 1 }]);
  });
});

it('tells all of a correlation id, or one record', async () => {
  written();
  expect(await events({ correlation: 'batch-1' })).toHaveLength(5);
  expect(await read({ record: 'id-2' })).toHaveLength(2);
  expect(await read({ job: 'none' })).toEqual([]);
});
