import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../paths.js';

const folder = mkdtempSync(join(tmpdir(), 'etlaas-deploy-'));

/** Takes away all that was laid out. */
export const takeAway = (): void => rmSync(folder, { recursive: true, force: true });

/** What the stand-ins were called with, a line each, and what they were given to apply. */
export const CALLS = join(folder, 'calls');
/** What kustomize builds. */
export const OVERLAY = join(folder, 'overlay.yaml');
export const PASSWORD = 'registry-secret';

/** Where a job runs: what an earlier one noted lies there. */
const CHECKOUT = join(folder, 'checkout');
export const IMAGES = join(CHECKOUT, 'dist', 'images');
/** What a job noted of the image of an app. */
export const imageOf = (app: string): string => readFileSync(join(IMAGES, app), 'utf8');

/** How a registry says that there is nothing under a name. */
export const ABSENT = 'reading manifest abc123 in registry.bank/etl/worker: manifest unknown';

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

/** A checkout with what earlier jobs noted, and stand-ins that were never called. */
export function layOut(): void {
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
}

/** Runs a script of deploy/pipeline as a job would; `env` also says to the stand-ins how to answer. */
export function run(script: string, args: readonly string[], env: Record<string, string> = {}) {
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

export const places = (calls: string, ...texts: string[]): number[] => texts.map((text) => calls.indexOf(text));
export const inOrder = (numbers: readonly number[]): boolean =>
  numbers.every((one, at) => one > (numbers[at - 1] ?? -1));
