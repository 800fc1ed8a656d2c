import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import { parse } from 'yaml';
import { inRoot } from '../../support/paths.js';
import { type PlannedJob, plannedJobs } from '../../support/pipeline/planned-jobs.js';

/** Each question starts a program that reads GitLab's schema: a second and a half, more on a busy machine. */
jest.setTimeout(120_000);

interface Job {
  stage?: string;
  extends?: string;
  script?: string[];
  before_script?: string[];
  needs?: (string | { job: string })[];
  environment?: { name: string };
  resource_group?: string;
  interruptible?: boolean;
}

const TEXT = readFileSync(inRoot('.gitlab-ci.yml'), 'utf8');
const FILE = parse(TEXT) as Record<string, Job>;
const STAGES = FILE['stages'] as unknown as string[];
const KEYWORDS = ['image', 'workflow', 'stages', 'variables', 'default'];
const JOBS = Object.entries(FILE).filter(([name]) => !KEYWORDS.includes(name));
const { scripts } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { scripts: Record<string, string> };

const MERGE_REQUEST = { CI_PIPELINE_SOURCE: 'merge_request_event', CI_COMMIT_BRANCH: '' };
const MAIN = { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main', CI_COMMIT_REF_PROTECTED: 'true' };
const RELEASE_BRANCH = { ...MAIN, CI_COMMIT_BRANCH: 'release/1.x' };
const RELEASE = { CI_COMMIT_TAG: 'v1.2.3', CI_COMMIT_BRANCH: '', CI_COMMIT_REF_PROTECTED: 'true' };
const EVERYTHING = {
  IMAGE_REGISTRY: 'registry.example/etlaas',
  TRIVY_IMAGE: 'trivy',
  KUBECTL_IMAGE: 'kubectl',
  OVERLAYS: 'site/overlays',
  ANSIBLE_IMAGE: 'ansible',
  VM_INVENTORY: 'inventory.yml',
};

/** What it is made from, the farthest first. */
const basesOf = ({ extends: name }: Job): Job[] => {
  const base = name === undefined ? undefined : FILE[name];
  return base ? [...basesOf(base), base] : [];
};

const told = (jobs: readonly PlannedJob[]): string[] =>
  jobs.map(
    ({ name, when, allow_failure: mayFail }) =>
      `${name}${when === 'manual' ? ' (by hand)' : ''}${mayFail && when !== 'manual' ? ' (may fail)' : ''}`,
  );

describe('what a pipeline runs', () => {
  const kinds: Record<string, Record<string, string>> = {
    'merge request': { ...MERGE_REQUEST, ...EVERYTHING },
    'merge request with a break': { ...MERGE_REQUEST, CI_MERGE_REQUEST_LABELS: 'x,breaking-change' },
    'merge request of a protected branch': { ...MERGE_REQUEST, ...EVERYTHING, CI_COMMIT_REF_PROTECTED: 'true' },
    main: { ...MAIN, ...EVERYTHING },
    'protected branch': { ...RELEASE_BRANCH, ...EVERYTHING },
    'main that is not protected': { ...MAIN, ...EVERYTHING, CI_COMMIT_REF_PROTECTED: 'false' },
    'main of a project without variables': MAIN,
    release: { ...RELEASE, ...EVERYTHING },
    'tag that is not protected': { ...RELEASE, ...EVERYTHING, CI_COMMIT_REF_PROTECTED: 'false' },
  };

  it.each([
    ['merge request', ['check', 'api-diff', 'test']],
    ['merge request with a break', ['check', 'api-diff (may fail)', 'test']],
    ['merge request of a protected branch', ['check', 'api-diff', 'test']],
    [
      'main',
      [
        'check',
        'test',
        'package',
        'images: [api]',
        'images: [worker]',
        'scan',
        'deploy-development',
        'deploy-homologation (by hand)',
        'rollback-homologation (by hand)',
      ],
    ],
    [
      'protected branch',
      [
        'check',
        'test',
        'package',
        'images: [api]',
        'images: [worker]',
        'scan',
        'deploy-homologation (by hand)',
        'rollback-homologation (by hand)',
      ],
    ],
    ['main that is not protected', ['check', 'test', 'package']],
    ['main of a project without variables', ['check', 'test', 'package']],
    [
      'release',
      [
        'check',
        'test',
        'package',
        'promote',
        'scan',
        'deploy-homologation (by hand)',
        'deploy-production (by hand)',
        'deploy-vm-workers (by hand)',
        'deploy-vm-apis (by hand)',
        'rollback-homologation (by hand)',
        'rollback-production (by hand)',
      ],
    ],
    ['tag that is not protected', ['check', 'test', 'package']],
  ])('of a %s', async (kind, jobs) => expect(told(await plannedJobs(kinds[kind] ?? {}))).toEqual(jobs));
});

it('there is a pipeline of main, of other protected branches, of releases and of merge requests, and of nothing else', () => {
  const { rules } = FILE['workflow'] as { rules: { if: string }[] };
  expect(rules.map(({ if: condition }) => condition)).toEqual([
    '$CI_PIPELINE_SOURCE == "merge_request_event"',
    '$CI_COMMIT_BRANCH == "main"',
    '$CI_COMMIT_BRANCH && $CI_COMMIT_REF_PROTECTED == "true"',
    '$CI_COMMIT_TAG =~ /^v\\d/',
  ]);
});

describe("GitLab's schema", () => {
  it('is asked: a file that breaks it is refused', async () => {
    const text = 'test:\n  script: [npm test]\n  interruptible: sometimes\n';
    await expect(plannedJobs({}, text)).rejects.toThrow(/invalid|must/i);
  });
});

describe('the file', () => {
  it('has a name once for each key: a second one would replace the first', () => {
    expect(() => parse(TEXT, { uniqueKeys: true })).not.toThrow();
    for (const [name] of JOBS) expect(['image', 'cache', 'services', 'pages']).not.toContain(name);
  });

  it('calls npm scripts that there are, and scripts of deploy/ that there are; nothing else', () => {
    const lines = JOBS.flatMap(([, { script = [], before_script = [] }]) => [...script, ...before_script]);
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      const [, npmScript] = /^npm (?:run )?([\w:-]+)/.exec(line) ?? [];
      const [, file] = /^sh (deploy\/\S+\.sh)/.exec(line) ?? [];
      const isThere = npmScript
        ? npmScript === 'ci' || npmScript in scripts
        : file !== undefined && existsSync(inRoot(file));
      expect([line, isThere]).toEqual([line, true]);
    }
  });

  it('names only stages and jobs that there are', () => {
    const names = JOBS.map(([name]) => name);
    for (const [, { stage, extends: base, needs = [] }] of JOBS) {
      if (stage) expect(STAGES).toContain(stage);
      if (base) expect(names).toContain(base);
      for (const need of needs) expect(names).toContain(typeof need === 'string' ? need : need.job);
    }
  });

  it('deploys to one place at a time, by its name, and breaks no deployment off', () => {
    const deploying = JOBS.filter(([, { environment }]) => environment);
    expect(deploying).toHaveLength(7);
    for (const [name, { environment, ...job }] of deploying) {
      const bases = basesOf(job);
      const { resource_group: group, interruptible } = Object.assign({}, ...bases, job) as Job;
      expect([name, group, interruptible]).toEqual([name, environment?.name, false]);
    }
  });

  it('brings workers before APIs, from one place to the next', () => {
    const needs = (name: string) =>
      (FILE[name]?.needs ?? []).map((need) => (typeof need === 'string' ? need : need.job));
    expect(needs('deploy-production')).toContain('deploy-vm-workers');
    expect(needs('deploy-vm-apis')).toEqual(expect.arrayContaining(['deploy-vm-workers', 'deploy-production']));
    expect(needs('deploy-vm-workers')).not.toContain('deploy-production');
  });

  it('tests on the Node.js on which the images stand', () => {
    const dockerfile = readFileSync(inRoot('deploy/docker/Dockerfile'), 'utf8');
    const [, base] = /^ARG BASE=(node:\d+-\w+)-slim$/m.exec(dockerfile) ?? [];
    expect(FILE['variables']).toMatchObject({ NODE_IMAGE: base ?? 'no base' });
  });

  it('names overlays, targets and playbooks that there are', () => {
    const places = JOBS.flatMap(([, { environment }]) => environment?.name ?? []).filter(
      (name) => !name.includes('vm'),
    );
    for (const place of places) expect(existsSync(inRoot('deploy/kubernetes/overlays', place))).toBe(true);
    const dockerfile = readFileSync(inRoot('deploy/docker/Dockerfile'), 'utf8');
    for (const app of ['api', 'worker']) {
      expect(dockerfile).toMatch(new RegExp(`^FROM \\S+ AS ${app}$`, 'm'));
      expect(existsSync(inRoot(`ansible/install-${app}.yml`))).toBe(true);
    }
  });
});
