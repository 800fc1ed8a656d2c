import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Job } from '../../support/api-client.js';
import { type Printed, runBuilt, stateFolder, useSandbox } from '../../support/sandbox.js';
import { waitFor } from '../../support/wait-until.js';

const STOP = '/v1/trigrams/MAE/domains/DOM_MAE_D01/integration-services/INT_MAE_D01/stop?environment=Development';

const sandbox = useSandbox();

let job: Job;
let copy: string;

const place = (...names: string[]) => join(stateFolder(sandbox.port), ...names);
const run = (program: string, ...args: string[]): Promise<Printed> =>
  runBuilt(program, { AUDIT_KEYS_FILE: place('audit_keys') }, ...args);

beforeAll(async () => {
  const mae = sandbox.as('mae-batch');
  job = await mae.finish(await mae.send({ method: 'POST', path: STOP, headers: { 'x-correlation-id': 'story-4711' } }));
  await sandbox.as('rcr-batch').get(`/v1/jobs/${job.id}`);
  await waitFor('the end of the story', () =>
    sandbox.auditRecords().find((one) => one.job_id === job.id && one.event === 'job.finished'),
  );
  copy = mkdtempSync(join(tmpdir(), 'audit-copy-'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** The audit files of the sandbox, in one of which a line was changed. */
function tampered(change: (line: string) => string): string {
  const directory = join(copy, String(Math.random()));
  cpSync(place('audit'), directory, { recursive: true });
  for (const name of readdirSync(directory).filter((file) => file.endsWith('.jsonl'))) {
    const path = join(directory, name);
    const text = readFileSync(path, 'utf8');
    rmSync(path);
    writeFileSync(path, text.split('\n').map(change).join('\n'));
  }
  return directory;
}

const isDecision = (line: string) => line.includes(job.id) && line.includes('"event":"job.decided"');

describe('audit:verify', () => {
  it('finds nothing in what the sandbox has written', async () => {
    const { code, stdout, stderr } = await run('audit-verify', place('audit'));
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^WRITER +CHAIN +RECORDS/);
    expect(stdout).toMatch(/\nall is well\n$/);
  });

  it('names a record that was edited, for people and for programs', async () => {
    const directory = tampered((line) => (isDecision(line) ? line.replace('"allowed":true', '"allowed":false') : line));
    const { code, stdout } = await run('audit-verify', directory);
    expect(code).toBe(1);
    expect(stdout).toMatch(/edited +\S+api-\S+\.jsonl:\d+\n +record \d+: its content is not what was signed/);
    expect(stdout).toMatch(/job\.decided, id [0-9a-f-]{36}, 20/);
    const printed = await run('audit-verify', '--json', directory);
    expect(printed.code).toBe(1);
    expect(JSON.parse(printed.stdout)).toMatchObject({
      isWell: false,
      findings: [{ kind: 'edited', record: { event: 'job.decided' } }],
    });
  });

  it('names a record that is gone, and lets nothing of a file reach the terminal as it is', async () => {
    const gone = await run(
      'audit-verify',
      tampered((line) => (isDecision(line) ? '' : line)),
    );
    expect(gone.code).toBe(1);
    const painted = tampered((line) => (isDecision(line) ? line.replace('job.decided', '\u001b[2J\u202e') : line));
    const { code, stdout } = await run('audit-verify', painted);
    expect(code).toBe(1);
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{C}/u);
  });

  it('ends with 2 and says so without keys', async () => {
    const { code, stderr } = await runBuilt('audit-verify', {}, place('audit'));
    expect([code, stderr]).toEqual([2, expect.stringContaining('AUDIT_KEYS: is missing')]);
  });
});

describe('audit:show', () => {
  it('tells the story of a job in its order, with who, by what right, and how long', async () => {
    const { code, stdout } = await run('audit-show', '--job', job.id, place('audit'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/operation +integration-service\.stop/);
    expect(stdout).toMatch(/asked by +mae-batch/);
    expect(stdout).toMatch(/times +waited \d+ ms, ran \d+ ms, in all \d+ ms/);
    const events = ['job.decided', 'request.answered', 'job.started', 'job.finished'];
    const rows = stdout.split('\n').filter((line) => line.includes('verified'));
    expect(rows.map((row) => events.find((event) => row.includes(event)))).toEqual(expect.arrayContaining(events));
    expect(stdout).toContain(`GET /v1/jobs/${job.id}: 404`);
    expect(stdout).not.toContain('not verified');
  });

  it('tells of a record that was edited', async () => {
    const directory = tampered((line) => (isDecision(line) ? line.replace('mae-batch', 'rcr-batch') : line));
    const { code, stdout } = await run('audit-show', '--correlation', 'story-4711', directory);
    expect(code).toBe(1);
    expect(stdout).toMatch(/job\.decided .*NOT GENUINE/);
  });

  it('tells of records whose key was not given, and calls them not proved', async () => {
    const keys = { AUDIT_KEYS: `another=${'k'.repeat(32)}` };
    const { code, stdout } = await runBuilt('audit-show', keys, '--job', job.id, place('audit'));
    expect(code).toBe(1);
    expect(stdout).toMatch(/\nkey \S+ not given: what it signed cannot be verified\n/);
    expect(stdout).not.toContain('NOT GENUINE');
  });

  it('tells without keys, and that nothing is proved', async () => {
    const { code, stdout } = await runBuilt('audit-show', {}, '--json', '--job', job.id, place('audit'));
    expect(code).toBe(0);
    const story = JSON.parse(stdout) as { proof: string; record: { event: string } }[];
    expect(new Set(story.map(({ proof }) => proof))).toEqual(new Set(['unknown']));
    expect(story.map(({ record }) => record.event)).toContain('job.finished');
  });
});
