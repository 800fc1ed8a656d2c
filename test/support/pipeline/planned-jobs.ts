import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inRoot } from '../paths.js';

const execute = promisify(execFile);
const PROGRAM = createRequire(inRoot('package.json')).resolve('gitlab-ci-local');
const NODE_20 = inRoot('test/support/pipeline/node-20.mjs');

/** A job as the rules of a pipeline leave it: `manual` waits for a person. */
export interface PlannedJob {
  name: string;
  when: string;
  allow_failure: boolean;
}

/** What a pipeline with these variables would run; rejects with the words of GitLab's published schema where the file breaks it. */
export async function plannedJobs(variables: Record<string, string>, text?: string): Promise<PlannedJob[]> {
  const folder = mkdtempSync(join(tmpdir(), 'etlaas-pipeline-'));
  try {
    if (text === undefined) cpSync(inRoot('.gitlab-ci.yml'), join(folder, '.gitlab-ci.yml'));
    else writeFileSync(join(folder, '.gitlab-ci.yml'), text);
    // It asks git whose pipeline it would be.
    await execute('git', ['init', '--quiet', folder]);
    const given = Object.entries(variables).flatMap(([name, value]) => ['--variable', `${name}=${value}`]);
    const { stdout } = await execute(process.execPath, ['--import', NODE_20, PROGRAM, '--list-json', ...given], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, NO_COLOR: '1' },
    });
    const jobs = JSON.parse(stdout.slice(stdout.search(/^\[$/m))) as PlannedJob[];
    return jobs.filter(({ when }) => when !== 'never');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
