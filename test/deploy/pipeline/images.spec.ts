import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ABSENT,
  CALLS,
  IMAGES,
  imageOf,
  inOrder,
  layOut,
  PASSWORD,
  places,
  run,
  takeAway,
} from '../../support/pipeline/job.js';

beforeEach(layOut);
afterAll(takeAway);

/** How registries say that an image, or its repository, is not there, as buildah and skopeo pass it on. */
const ABSENCES = [
  ABSENT,
  'reading manifest abc123 in registry.bank/etl/worker: name unknown: repository name not known to registry',
  'reading manifest abc123 in registry.bank/etl/worker: unknown: artifact etl/worker:abc123 not found',
  'reading manifest abc123 in registry.bank/etl/worker: unknown: repository etl/worker not found',
];
/** What else may be said to who looks. */
const FAULTS = [
  'reading manifest abc123 in registry.bank/etl/worker: received unexpected HTTP status: 502 Bad Gateway',
  'reading manifest abc123 in registry.bank/etl/worker: unauthorized: authentication required',
  'pinging container registry registry.bank: Get "https://registry.bank/v2/": dial tcp 192.0.2.1:443: i/o timeout',
  'exec: "docker-credential-bank": executable file not found in $PATH',
];
const UNKNOWN = 'mend what is said above, then run this job again\n';

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
