import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { inRoot } from '../../support/paths.js';

const folder = mkdtempSync(join(tmpdir(), 'etlaas-deploy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CALLS = join(folder, 'calls');
const OVERLAY = join(folder, 'overlay.yaml');
const PASSWORD = 'registry-secret';

/** A program that writes down how it was called, and what it was given. */
const STAND_IN = `#!/bin/sh
echo "\${0##*/} $*" >> ${CALLS}
case "$*" in
  'kustomize '*) cat ${OVERLAY} ;;
  'apply -f '*) cat "$3" >> ${CALLS} ;;
  *'get statefulset'*) printf 'statefulset.apps/api\\nstatefulset.apps/worker-docker\\n' ;;
  *--dry-run*) exit "\${REFUSAL:-0}" ;;
  login*) cat > ${CALLS}.password ;;
esac
`;

beforeEach(() => {
  rmSync(CALLS, { force: true });
  for (const program of ['kubectl', 'buildah', 'trivy']) {
    writeFileSync(join(folder, program), STAND_IN);
    chmodSync(join(folder, program), 0o755);
  }
  writeFileSync(
    OVERLAY,
    [
      '        image: registry.example.socgen/etlaas/api:0.1.0',
      '      - image: etlaas/worker@sha256:abc',
      '        image: redis:8',
      '',
    ].join('\n'),
  );
});

function run(script: string, args: readonly string[], env: Record<string, string> = {}) {
  const { status, stderr } = spawnSync('sh', [inRoot('deploy/pipeline', script), ...args], {
    encoding: 'utf8',
    cwd: inRoot(),
    env: {
      PATH: `${folder}:${process.env['PATH']}`,
      IMAGE_REGISTRY: 'registry.bank/etl',
      IMAGE_REGISTRY_USER: 'robot',
      IMAGE_REGISTRY_PASSWORD: PASSWORD,
      OVERLAYS: 'site/overlays',
      CI_COMMIT_SHA: 'abc123',
      CI_COMMIT_SHORT_SHA: 'abc',
      CI_COMMIT_TIMESTAMP: '2026-11-26T00:00:00Z',
      CI_PROJECT_URL: 'https://git.bank/etlaas',
      ...env,
    },
  });
  return { status, stderr, calls: existsSync(CALLS) ? readFileSync(CALLS, 'utf8') : '' };
}

describe('kubernetes.sh', () => {
  it('deploys the images of the revision, leaves those of others alone, and waits', () => {
    const { status, calls } = run('kubernetes.sh', ['production']);
    expect(status).toBe(0);
    expect(calls).toContain('kubectl kustomize site/overlays/production');
    expect(calls).toContain(
      '        image: registry.bank/etl/api:abc123\n      - image: registry.bank/etl/worker:abc123\n        image: redis:8\n',
    );
    expect(calls.indexOf('--dry-run=server')).toBeLessThan(calls.indexOf('kubectl apply -f'));
    expect(calls).toMatch(/kubectl --namespace etlaas-production rollout status .*\n$/);
  });

  it('deploys another revision by name', () => {
    expect(run('kubernetes.sh', ['production', 'v1.0.0']).calls).toContain('registry.bank/etl/api:v1.0.0');
  });

  it('changes nothing where the overlay has no image of ours', () => {
    writeFileSync(OVERLAY, '        image: registry.example.socgen/etlaas/api:0.1.0\n');
    const { status, stderr, calls } = run('kubernetes.sh', ['production']);
    expect([status, stderr]).toEqual([1, 'the overlay production has no image etlaas/worker\n']);
    expect(calls).not.toContain('apply');
  });

  it('changes nothing where the cluster refuses a part', () => {
    const { status, calls } = run('kubernetes.sh', ['production'], { REFUSAL: '1' });
    expect(status).toBe(1);
    expect(calls).not.toContain('kubectl apply -f');
  });
});

describe('rollback.sh', () => {
  it('takes api and workers back, never Redis, and waits', () => {
    const { status, calls } = run('rollback.sh', ['production']);
    expect(status).toBe(0);
    expect(calls.split('\n').slice(0, -1)).toEqual([
      expect.stringMatching(/get statefulset --selector \S+,app\.kubernetes\.io\/name!=redis/),
      'kubectl --namespace etlaas-production rollout undo statefulset.apps/api',
      'kubectl --namespace etlaas-production rollout undo statefulset.apps/worker-docker',
      expect.stringMatching(/rollout status/),
    ]);
  });
});

describe('build-image.sh', () => {
  it('builds the target and pushes it; the password stands in no argument', () => {
    const { status, calls } = run('build-image.sh', ['worker']);
    expect(status).toBe(0);
    expect(calls).toContain('buildah login --username robot --password-stdin registry.bank\n');
    expect(readFileSync(`${CALLS}.password`, 'utf8')).toBe(PASSWORD);
    expect(calls).toContain('--file deploy/docker/Dockerfile --target worker --tag registry.bank/etl/worker:abc123');
    expect(calls).not.toMatch(/BASE=|NPM_CONFIG_REGISTRY=/);
    expect(calls).toMatch(/buildah push registry\.bank\/etl\/worker:abc123\n$/);
    expect(calls).not.toContain(PASSWORD);
  });
});

it('build-image.sh builds upon a pinned base, with packages of a mirror', () => {
  const mirror = { BASE_IMAGE: 'registry.bank/node@sha256:abc', NPM_REGISTRY: 'https://npm.bank' };
  expect(run('build-image.sh', ['api'], mirror).calls).toContain(
    ' --build-arg BASE=registry.bank/node@sha256:abc --build-arg NPM_CONFIG_REGISTRY=https://npm.bank --build-arg VERSION=',
  );
});

describe('scan.sh', () => {
  it('looks at both images, without the password in an argument', () => {
    const { calls } = run('scan.sh', []);
    for (const app of ['api', 'worker'])
      expect(calls).toMatch(new RegExp(`trivy image --exit-code 1 .*/${app}:abc123`));
    expect(calls).not.toContain(PASSWORD);
  });
});
