import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { inRoot } from '../../support/paths.js';

const folder = mkdtempSync(join(tmpdir(), 'etlaas-deploy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CALLS = join(folder, 'calls');
const OVERLAY = join(folder, 'overlay.yaml');
const PASSWORD = 'registry-secret';

/** Where a job runs: what an earlier one noted lies there. */
const CHECKOUT = join(folder, 'checkout');
const IMAGES = join(CHECKOUT, 'dist', 'images');
const imageOf = (app: string): string => readFileSync(join(IMAGES, app), 'utf8');

/** How registries say that there is nothing under a name, as buildah and skopeo pass it on, and how they say anything else. */
const ABSENT = 'reading manifest abc123 in registry.bank/etl/worker: manifest unknown';
const ABSENCES = [
  ABSENT,
  'reading manifest abc123 in registry.bank/etl/worker: name unknown: repository name not known to registry',
  'reading manifest abc123 in registry.bank/etl/worker: unknown: artifact etl/worker:abc123 not found',
  'reading manifest abc123 in registry.bank/etl/worker: unknown: repository etl/worker not found',
];
const FAULTS = [
  'reading manifest abc123 in registry.bank/etl/worker: received unexpected HTTP status: 502 Bad Gateway',
  'reading manifest abc123 in registry.bank/etl/worker: unauthorized: authentication required',
  'pinging container registry registry.bank: Get "https://registry.bank/v2/": dial tcp 192.0.2.1:443: i/o timeout',
  'exec: "docker-credential-bank": executable file not found in $PATH',
];
const UNKNOWN = 'mend what is said above, then run this job again\n';

/** A program that writes down how it was called, and what it was given. */
const STAND_IN = `#!/bin/sh
echo "\${0##*/} $*" >> ${CALLS}
case "$*" in
  'kustomize '*) cat ${OVERLAY} ;;
  'apply -f '*) cat "$3" >> ${CALLS} ;;
  'apply --selector'*) cat "$5" >> ${CALLS} ;;
  *'get statefulset'*'component in (api,worker)'*) printf "\${RAN:-}" ;;
  *'get statefulset'*component=api*) printf "\${API_BEFORE-api,api-1\\n}" ;;
  *'get statefulset'*component=worker*) printf "\${WORKERS_BEFORE-worker-docker,worker-docker-3\\nworker-vm,worker-vm-4\\n}" ;;
  *'get controllerrevision '*"\${GONE:-nothing} "*) exit 1 ;;
  *'get controllerrevision '*) printf "\${5##*-}" ;;
  *--dry-run=server*) exit "\${REFUSAL:-0}" ;;
  *--dry-run=client*) echo "\${API_SET-statefulset.apps/api}" ;;
  *'rollout status'*) exit "\${STUCK:-0}" ;;
  login*) cat > ${CALLS}.password ;;
  'pull '*) [ -z "\${FAULT:-}" ] || { echo "$FAULT" >&2; exit 125; } ;;
  'inspect --type'*) echo sha256:built ;;
  'push --digestfile'*) echo sha256:new > "$3" ;;
  inspect*:v1.2.3) [ -z "\${NOT_SEEN-${ABSENT}}" ] || { echo "\${NOT_SEEN-${ABSENT}}" >&2; exit 1; }; echo "$RELEASED" ;;
  inspect*) [ -z "\${FAULT:-}" ] || { echo "$FAULT" >&2; exit 1; }; echo sha256:built ;;
esac
`;

beforeEach(() => {
  rmSync(CALLS, { force: true });
  rmSync(IMAGES, { recursive: true, force: true });
  mkdirSync(IMAGES, { recursive: true });
  mkdirSync(join(CHECKOUT, 'dist', 'sbom'), { recursive: true });
  writeFileSync(join(CHECKOUT, 'dist', 'sbom', 'etlaas-0.1.0.cdx.json'), '{}');
  writeFileSync(join(CHECKOUT, 'package.json'), '{\n  "name": "etlaas",\n  "version": "0.1.0",\n}\n');
  for (const app of ['api', 'worker']) writeFileSync(join(IMAGES, app), `registry.bank/etl/${app}@sha256:built\n`);
  for (const program of ['kubectl', 'buildah', 'skopeo', 'trivy', 'ansible-playbook']) {
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
    cwd: CHECKOUT,
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

const places = (calls: string, ...texts: string[]): number[] => texts.map((text) => calls.indexOf(text));
const inOrder = (numbers: readonly number[]): boolean => numbers.every((one, at) => one > (numbers[at - 1] ?? -1));

describe('kubernetes.sh', () => {
  it('deploys the images that were built, by digest, and leaves those of others alone', () => {
    const { status, calls } = run('kubernetes.sh', ['production']);
    expect(status).toBe(0);
    expect(calls).toContain('kubectl kustomize site/overlays/production');
    expect(calls).toContain(
      '        image: registry.bank/etl/api@sha256:built\n      - image: registry.bank/etl/worker@sha256:built\n        image: redis:8\n',
    );
  });

  it('deploys the API only when the workers run', () => {
    const { calls } = run('kubernetes.sh', ['production']);
    const waited =
      'kubectl --namespace etlaas-production rollout status statefulset --selector app.kubernetes.io/part-of=etlaas,';
    const steps = places(
      calls,
      '--dry-run=server',
      'kubectl apply --selector app.kubernetes.io/component!=api -f',
      `${waited}app.kubernetes.io/component!=api`,
      'kubectl apply -f',
      `${waited}app.kubernetes.io/component=api`,
    );
    expect([steps, inOrder(steps)]).toEqual([steps, true]);
  });

  it('does not touch the API where workers do not come up', () => {
    const { status, calls } = run('kubernetes.sh', ['production'], { STUCK: '1' });
    expect(status).toBe(1);
    expect(calls).not.toContain('kubectl apply -f');
  });

  it('notes what each StatefulSet ran to the end, before it applies anything', () => {
    const { calls } = run('kubernetes.sh', ['production'], { RAN: 'api,api-1,77\\nworker-vm,worker-vm-4,\\n' });
    const note = 'kubectl --namespace etlaas-production annotate --overwrite statefulset';
    const steps = places(
      calls,
      '--dry-run=server',
      `${note} api etlaas/before=api-1 etlaas/deployment=`,
      `${note} worker-vm etlaas/before=worker-vm-4 etlaas/deployment=`,
      'kubectl apply --selector',
    );
    expect([steps, inOrder(steps)]).toEqual([steps, true]);
  });

  it('keeps what the first try of a deployment noted when it is tried again', () => {
    const first = run('kubernetes.sh', ['production'], { STUCK: '1', RAN: 'api,api-1,\\n' });
    const [, deployment] = /etlaas\/deployment=(\d+)$/m.exec(first.calls) ?? [];
    rmSync(CALLS);
    const again = run('kubernetes.sh', ['production'], { RAN: `api,api-2,${deployment}\\n` });
    expect([deployment, again.status]).toEqual([expect.any(String), 0]);
    expect(again.calls).not.toContain('annotate');
    const other = run('kubernetes.sh', ['production', 'v1.0.0'], { RAN: `api,api-2,${deployment}\\n` });
    expect(other.calls).toContain('statefulset api etlaas/before=api-2 ');
  });

  it('deploys a tag that a person names', () => {
    expect(run('kubernetes.sh', ['production', 'v1.0.0']).calls).toContain('registry.bank/etl/api:v1.0.0');
  });

  it.each<[string, () => unknown, string, Record<string, string>]>([
    [
      'the overlay has no image of ours',
      () => writeFileSync(OVERLAY, '        image: registry.example.socgen/etlaas/api:0.1.0\n'),
      'the overlay production has no image of registry.bank/etl/worker@sha256:built\n',
      {},
    ],
    ['the cluster refuses a part', () => undefined, '', { REFUSAL: '1' }],
    ['no job noted what was built', () => rmSync(join(IMAGES, 'worker')), 'dist/images/worker', {}],
    [
      'the API cannot be told from workers',
      () => undefined,
      'has the label app.kubernetes.io/component=api',
      { API_SET: '' },
    ],
  ])('changes nothing where %s', (_, spoil, said, env) => {
    spoil();
    const { status, stderr, calls } = run('kubernetes.sh', ['production'], env);
    expect(status).toBe(1);
    expect(stderr).toContain(said);
    expect(calls).not.toMatch(/kubectl apply (-f|--selector)/);
  });
});

describe('rollback.sh', () => {
  const undone = (name: string, revision: number) =>
    `kubectl --namespace etlaas-production rollout undo statefulset/${name} --to-revision ${revision}`;

  it('takes the API back to what was noted, waits, then workers, and never Redis', () => {
    const { status, calls } = run('rollback.sh', ['production']);
    expect(status).toBe(0);
    const changes = calls.split('\n').filter((call) => call.includes(' rollout '));
    expect(changes).toEqual([
      undone('api', 1),
      expect.stringMatching(/rollout status .*component=api /),
      undone('worker-docker', 3),
      undone('worker-vm', 4),
      expect.stringMatching(/rollout status .*component=worker /),
    ]);
  });

  it('leaves the workers where the API does not come up', () => {
    const { status, calls } = run('rollback.sh', ['production'], { STUCK: '1' });
    expect(status).toBe(1);
    expect(calls).not.toMatch(/undo statefulset\/worker/);
  });

  it('leaves workers of a zone that the last deployment brought', () => {
    const { status, stderr, calls } = run('rollback.sh', ['production'], {
      WORKERS_BEFORE: 'worker-docker,\\nworker-vm,worker-vm-4\\n',
    });
    expect([status, stderr]).toEqual([0, expect.stringMatching(/^worker-docker stays as it is: .*\n$/)]);
    expect(calls).toContain(undone('worker-vm', 4));
    expect(calls).not.toContain('undo statefulset/worker-docker');
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'nothing is noted of the API',
      { API_BEFORE: 'api,\\n' },
      'no deployment noted what api ran before: run the deploy',
    ],
    [
      'there is nothing at all',
      { API_BEFORE: '', WORKERS_BEFORE: '' },
      'no deployment noted what ran in etlaas-production before',
    ],
    ['the cluster has forgotten what workers ran', { GONE: 'worker-vm-4' }, ''],
  ])('changes nothing where %s', (_, env, said) => {
    const { status, stderr, calls } = run('rollback.sh', ['production'], env);
    expect([status, stderr]).toEqual([1, expect.stringContaining(said)]);
    expect(calls).not.toContain('undo');
  });
});

describe('build-image.sh', () => {
  it('builds the target, pushes it and notes its digest; the password stands in no argument', () => {
    const { status, calls } = run('build-image.sh', ['worker'], { FAULT: ABSENT });
    expect(status).toBe(0);
    expect(calls).toContain('buildah login --username robot --password-stdin registry.bank\n');
    expect(readFileSync(`${CALLS}.password`, 'utf8')).toBe(PASSWORD);
    expect(calls).toContain('--file deploy/docker/Dockerfile --target worker --tag registry.bank/etl/worker:abc123');
    expect(calls).toContain(' --build-arg VERSION=0.1.0+abc --build-arg REVISION=abc123 ');
    expect(calls).not.toMatch(/BASE=|NPM_CONFIG_REGISTRY=/);
    expect(calls).toMatch(/buildah push --digestfile \S+ registry\.bank\/etl\/worker:abc123\n$/);
    expect(imageOf('worker')).toBe('registry.bank/etl/worker@sha256:new\n');
    expect(calls).not.toContain(PASSWORD);
  });

  it('builds and replaces nothing where the commit has its image', () => {
    const { status, calls } = run('build-image.sh', ['worker']);
    expect(status).toBe(0);
    expect(calls).not.toMatch(/buildah (build|push)/);
    expect(imageOf('worker')).toBe('registry.bank/etl/worker@sha256:built\n');
  });

  it.each(ABSENCES)('builds where the registry says "%s"', (said) => {
    const { status, calls } = run('build-image.sh', ['worker'], { FAULT: said });
    expect([status, calls]).toEqual([0, expect.stringContaining('buildah push ')]);
  });

  it.each(FAULTS)('replaces nothing where it could not look: "%s"', (said) => {
    const { status, stderr, calls } = run('build-image.sh', ['worker'], { FAULT: said });
    expect([status, stderr]).toEqual([1, expect.stringContaining(said)]);
    expect(stderr).toContain(`nobody knows whether there is registry.bank/etl/worker:abc123: ${UNKNOWN}`);
    expect(calls).not.toMatch(/buildah (build|push)/);
  });
});

describe('promote.sh', () => {
  const tagged = { CI_COMMIT_TAG: 'v1.2.3' };
  const promote = (env: Record<string, string> = {}) => {
    rmSync(IMAGES, { recursive: true });
    return run('promote.sh', [], { ...tagged, ...env });
  };

  it('gives what was built the name of the release, unchanged, and notes its digest', () => {
    const { status, calls } = promote();
    expect(status).toBe(0);
    for (const app of ['api', 'worker']) {
      const name = `docker://registry.bank/etl/${app}`;
      expect(calls).toContain(`skopeo copy --preserve-digests ${name}@sha256:built ${name}:v1.2.3\n`);
      expect(imageOf(app)).toBe(`registry.bank/etl/${app}@sha256:built\n`);
    }
    expect(calls).not.toContain(PASSWORD);
    expect(promote({ NOT_SEEN: '', RELEASED: 'sha256:built' }).status).toBe(0);
  });

  it.each([
    ['nothing was built of the commit', { FAULT: ABSENT }, 'there is no image api of abc123'],
    [
      'the release is another image',
      { NOT_SEEN: '', RELEASED: 'sha256:other' },
      'etl/api:v1.2.3 is another image already',
    ],
  ])('refuses where %s', (_, env, said) => {
    const { status, stderr, calls } = promote(env);
    expect(status).toBe(1);
    expect(stderr).toContain(said);
    expect(calls).not.toContain('skopeo copy');
  });

  it.each(
    FAULTS.flatMap((said) => [
      ['FAULT', said],
      ['NOT_SEEN', said],
    ]),
  )('replaces nothing where it could not look: %s "%s"', (look, said) => {
    const { status, stderr, calls } = promote({ [String(look)]: String(said) });
    expect([status, stderr]).toEqual([1, expect.stringContaining(UNKNOWN)]);
    expect(stderr).not.toContain('there is no image');
    expect(calls).not.toContain('skopeo copy');
  });
});

it('build-image.sh builds upon a pinned base, with packages of a mirror', () => {
  const mirror = { BASE_IMAGE: 'registry.bank/node@sha256:abc', NPM_REGISTRY: 'https://npm.bank' };
  expect(run('build-image.sh', ['api'], { ...mirror, FAULT: ABSENT }).calls).toContain(
    ' --build-arg BASE=registry.bank/node@sha256:abc --build-arg NPM_CONFIG_REGISTRY=https://npm.bank --build-arg VERSION=',
  );
});

describe('scan.sh', () => {
  it('writes what both images hold, before it judges the first, without the password in an argument', () => {
    const { calls } = run('scan.sh', []);
    for (const app of ['api', 'worker']) {
      const image = `registry.bank/etl/${app}@sha256:built\n`;
      expect(calls).toContain(`trivy image --format cyclonedx --output dist/sbom/image-${app}.cdx.json ${image}`);
      expect(calls).toContain(`trivy image --exit-code 1 --severity HIGH,CRITICAL --ignore-unfixed ${image}`);
    }
    expect(
      inOrder(places(calls, 'image-worker.cdx.json', 'trivy sbom --exit-code 1', 'trivy image --exit-code 1')),
    ).toBe(true);
    expect(calls).not.toContain(PASSWORD);
  });
});

it('vm.sh installs one app on the VMs of the inventory', () => {
  const { calls } = run('vm.sh', ['worker'], { VM_INVENTORY: 'site/inventory.yml' });
  expect(calls).toBe('ansible-playbook -i site/inventory.yml ansible/install-worker.yml\n');
});
