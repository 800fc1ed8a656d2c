import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { inRoot, programFile } from '../../support/paths.js';
import { type Printed, runBuilt, useSandbox } from '../../support/sandbox.js';
import { waitFor } from '../../support/wait-until.js';

const AT = ['--trigram', 'MAE', '--domain', 'DOM_MAE_D01', '--environment', 'Development'];
const SECRET = 'mae-batch-secret';

const sandbox = useSandbox();

const settings = (over: Record<string, string> = {}) => ({
  ETLAAS_URL: `http://localhost:${sandbox.port}`,
  ETLAAS_ISSUER: sandbox.issuer,
  ETLAAS_CLIENT_ID: 'mae-batch',
  ETLAAS_CLIENT_SECRET: SECRET,
  ...over,
});

const etlaas = (...words: string[]): Promise<Printed> => runBuilt('etlaas', settings(), ...words);
const jobOf = ({ stdout }: Printed) => JSON.parse(stdout) as { id: string; status: string; result: never };

describe('etlaas', () => {
  it('lists, stops and starts a service, and the exit code follows the job', async () => {
    const list = await etlaas('services', 'list', ...AT);
    const stop = await etlaas('services', 'stop', 'INT_MAE_D02', ...AT, '--wait', '--json');
    const start = await etlaas('services', 'start', 'INT_MAE_D02', ...AT, '--wait');
    const missing = await etlaas('services', 'stop', 'INT_NONE', ...AT, '--wait');
    expect([list.code, list.stderr]).toEqual([0, '']);
    expect(list.stdout).toMatch(/^service +enabled +alive +endpoint\nINT_MAE_D01 +yes +yes /);
    expect([stop.code, jobOf(stop)]).toMatchObject([0, { status: 'succeeded', result: { after: { enabled: false } } }]);
    expect([start.code, start.stdout]).toEqual([0, expect.stringContaining('INT_MAE_D02: enabled, answers')]);
    expect([missing.code, missing.stdout]).toEqual([1, '']);
    expect(missing.stderr).toContain('SERVICE_NOT_FOUND');
    expect([list, stop, start, missing].map(({ stdout, stderr }) => stdout + stderr).join()).not.toContain(SECRET);
  });

  it('kills a user connection, and watches a job to its end', async () => {
    const kill = await etlaas('sessions', 'kill', 'REP_MAE_D01', '15', ...AT, '--json');
    const { id } = jobOf(kill);
    const watched = await etlaas('jobs', 'watch', id);
    const list = await etlaas('sessions', 'list', 'REP_MAE_D01', ...AT);
    expect([kill.code, kill.stderr]).toEqual([0, expect.stringContaining(`etlaas jobs watch ${id}`)]);
    expect([watched.code, watched.stdout]).toEqual([0, expect.stringMatching(/^Killed:\nid .*\n15 /)]);
    expect(list.stdout).toMatch(/^16 /m);
    expect(list.stdout).not.toMatch(/^15 /m);
  });

  it('left by Ctrl-C, says that the job goes on; no secret stands in its words', async () => {
    sandbox.misbehave({
      program: 'infacmd',
      command: 'GetServiceStatus',
      target: 'INT_MAE_D01',
      does: 'slow',
      ms: 3_000,
    });
    const child = spawn(process.execPath, [programFile('etlaas'), 'services', 'get', 'INT_MAE_D01', ...AT, '--wait'], {
      env: { PATH: process.env['PATH'] ?? '', ...settings() },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      stderr += piece;
    });
    const ended = once(child, 'exit');
    const id = await waitFor('a job', () => /integration-service\.get (\S{36}) /.exec(stderr)?.[1]);
    expect(readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')).not.toContain(SECRET);
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    sandbox.misbehave();
    expect(stderr).toContain(`etlaas jobs watch ${id}`);
    expect((await etlaas('jobs', 'show', id, '--wait', '--json')).code).toBe(0);
  });

  it.each([
    ['a wrong secret', { ETLAAS_CLIENT_SECRET: 'not-the-secret-at-all' }, 2, 'ETLAAS_CLIENT_SECRET'],
    ['an issuer that is away', { ETLAAS_ISSUER: 'http://127.0.0.1:1' }, 6, 'does not answer'],
  ])('with %s: says what to do, not the secret', async (_what, over, exitCode, said) => {
    const { code, stdout, stderr } = await runBuilt('etlaas', settings(over), 'domains', 'list', '--trigram', 'MAE');
    expect([code, stdout]).toEqual([exitCode, '']);
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/not-the-secret-at-all|mae-batch-secret|^\s+at /m);
  });
});

describe('the types of the client', () => {
  it('fit the OpenAPI document of the API', async () => {
    const check = promisify(execFile)(process.execPath, [inRoot('scripts/client.mjs'), '--check']);
    await expect(check).resolves.toMatchObject({ stderr: '' });
  });
});
