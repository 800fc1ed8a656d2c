import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CALLS, IMAGES, inOrder, layOut, OVERLAY, places, run, takeAway } from '../../support/pipeline/job.js';

beforeEach(layOut);
afterAll(takeAway);

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

it('vm.sh installs one app on the VMs of the inventory', () => {
  const { calls } = run('vm.sh', ['worker'], { VM_INVENTORY: 'site/inventory.yml' });
  expect(calls).toBe('ansible-playbook -i site/inventory.yml ansible/install-worker.yml\n');
});
