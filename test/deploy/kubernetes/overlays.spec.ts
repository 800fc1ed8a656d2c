import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { environmentOf } from '../../support/kubernetes/environment.js';
import { filesOf } from '../../support/kubernetes/files.js';
import { readOutsideObjects } from '../../support/kubernetes/outside.js';
import { buildOverlay, OVERLAYS, readObjects } from '../../support/kubernetes/overlay.js';
import { servesWithoutOne } from '../../support/kubernetes/rules/availability.js';
import { RULES } from '../../support/kubernetes/rules.js';
import { schemaFaults } from '../../support/kubernetes/schema.js';
import { startFaults } from '../../support/kubernetes/start.js';

const built = Object.fromEntries(OVERLAYS.map((name) => [name, buildOverlay(name)] as const));
const all = Object.values(built);

describe.each(Object.entries(built))('%s', (_, estate) => {
  it('is what Kubernetes knows', () => {
    expect(estate.objects.flatMap(schemaFaults)).toEqual([]);
  });

  it.each(Object.entries(RULES))('obeys %s', (_name, rule) => {
    expect(rule(estate)).toEqual([]);
  });

  it('says of each set what it is, for the pipeline, which takes workers before the API', () => {
    const said = estate.all('StatefulSet').map(({ metadata }) => metadata?.labels?.['app.kubernetes.io/component']);
    expect(said).toEqual(estate.pods.map(({ labels }) => labels['app.kubernetes.io/component']));
    expect(said).toEqual(expect.arrayContaining(['api', 'worker']));
  });

  it('has settings and files with which the apps start', async () => {
    const ours = estate.containers.filter(({ pods }) => pods.labels['app.kubernetes.io/name'] === 'etlaas');
    expect(ours.map(({ container }) => container.name).sort()[0]).toBe('api');
    for (const placed of ours) expect([placed.place, ...(await startFaults(placed, estate))]).toEqual([placed.place]);
  });
});

it('production serves while one of its pods is gone', () => {
  expect(built['production'] && servesWithoutOne(built['production'])).toEqual([]);
});

it('the README tells of no key that nobody looks for', () => {
  const read = all.flatMap((estate) => [
    ...estate.containers.flatMap((placed) => Object.values(environmentOf(placed, estate))),
    ...estate.all('ConfigMap').flatMap(({ data = {} }) => Object.values(data)),
  ]);
  const text = read.join('\n');
  const outside = readOutsideObjects();
  const files = all.flatMap((estate) => estate.containers.flatMap((placed) => filesOf(placed, estate, outside)));
  const looked = files.filter(({ path }) => text.includes(path)).map(({ object, key }) => `${object}/${key}`);
  const told = outside.flatMap(({ name, keys }) => keys.map((key) => `${name}/${key}`));
  // Those of the ingress are no business of a pod.
  expect(told.filter((key) => !looked.includes(key))).toEqual(['etlaas-tls/tls.crt', 'etlaas-tls/tls.key']);
});

it('the alarms are those of deploy/monitoring', () => {
  const folder = 'deploy/kubernetes/components/monitoring';
  const kept = readFileSync(`${folder}/prometheus-rule.yaml`, 'utf8');
  expect(kept).toBe(execFileSync('sh', [`${folder}/prometheus-rule.sh`], { encoding: 'utf8' }));
  const [rule] = readObjects(kept);
  const alerts = parse(readFileSync('deploy/monitoring/alerts.yaml', 'utf8')) as { groups: unknown };
  expect(rule).toMatchObject({ kind: 'PrometheusRule', spec: { groups: alerts.groups } });
});
