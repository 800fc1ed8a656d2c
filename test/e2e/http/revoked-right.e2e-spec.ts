import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Job } from '../../support/api-client.js';
import { type ClientName, stateFolder, useSandbox } from '../../support/sandbox.js';
import { waitFor, waitUntil } from '../../support/wait-until.js';

const STOP = '/v1/trigrams/MAE/domains/DOM_MAE_D01/integration-services/INT_MAE_D01/stop?environment=Development';
const READING_MS = 6_000;
const READERS = ['api', 'worker-docker'];

const sandbox = useSandbox();
const changed: { path: string; text: string }[] = [];

/** Changes a rule file, until the test ends, and waits until api and worker have read it. */
async function change(file: 'GCR.csv' | 'directory.csv', edit: (text: string) => string): Promise<void> {
  const path = join(stateFolder(sandbox.port), file);
  const text = readFileSync(path, 'utf8');
  changed.push({ path, text });
  await rewrite(path, edit(text));
}

async function rewrite(path: string, text: string): Promise<void> {
  const readsOf = (app: string) => sandbox.read(`${app}.log`).split('a rule file was read anew').length;
  const before = READERS.map(readsOf);
  writeFileSync(path, text);
  await waitUntil('api and worker have read the file anew', () =>
    READERS.every((app, index) => readsOf(app) > (before[index] ?? 0)),
  );
}

afterEach(async () => {
  for (const { path, text } of changed.splice(0)) await rewrite(path, text);
});

/** A stop whose reads take so long that the world can change before its command. */
async function slowStop(client: ClientName): Promise<Job> {
  sandbox.misbehave({ program: 'infacmd', command: 'ListServices', does: 'slow', ms: READING_MS, times: 1 });
  const { status, body } = await sandbox.as(client).send({ method: 'POST', path: STOP });
  expect(status).toBe(202);
  const job = body as unknown as Job;
  await waitUntil('the job is running', async () => (await read(job)).status === 'running');
  return job;
}

const read = async ({ links }: Job) => (await sandbox.as('e2s-ops').get(links.self)).body as unknown as Job;
const ended = (job: Job): Promise<Job> =>
  waitFor('the job has ended', async () => {
    const now = await read(job);
    return now.status !== 'running' && now.status !== 'queued' && now;
  });
const stops = () => sandbox.effects('DisableService', 'INT_MAE_D01');

describe('a right that is withdrawn while the job reads the state', () => {
  it.each([
    ['mae-batch', 'its group', 'directory.csv', (text: string) => text.replace('mae-batch,ETL_MAE_OPERATE\n', '')],
    ['mae-batch', 'by a deny', 'GCR.csv', (text: string) => `${text}DOM_MAE_D01,Development,MAE,deny\n`],
    [
      'e2s-ops',
      'its exception',
      'GCR.csv',
      (text: string) => text.replace('DOM_MAE_D01,Development,E2S,exception\n', ''),
    ],
  ] as const)('of %s, %s: nothing is run, and the job and the record say why', async (client, _, file, edit) => {
    const before = stops();
    const job = await slowStop(client);
    await change(file, edit);
    const { status, error } = await ended(job);
    expect([status, error?.['code']]).toEqual(['failed', 'PERMISSION_REVOKED']);
    expect(error?.['detail']).toMatch(/withdrawn/);
    expect(error?.['detail']).not.toMatch(/ETL_|group/);
    expect(stops()).toBe(before);
    const records = sandbox.auditRecords().filter((record) => record.job_id === job.id);
    expect(records.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['job.decided', 'job.started', 'job.refused', 'job.finished']),
    );
    expect(records.find(({ event }) => event === 'job.refused')).toMatchObject({
      outcome: 'revoked',
      decision: { allowed: false, files: { [file]: expect.stringMatching(/^[0-9a-f]{64}$/) } },
    });
  });

  it('that is still there lets the stop happen', async () => {
    const before = stops();
    expect(await ended(await slowStop('mae-batch'))).toMatchObject({ status: 'succeeded' });
    expect(stops()).toBe(before + 1);
    const finished = sandbox.auditRecords().filter(({ event }) => event === 'job.finished');
    expect(finished.at(-1)).toMatchObject({ decision: { allowed: true, rule: { kind: 'owner' } } });
  });
});
