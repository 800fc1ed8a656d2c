import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildOverlay } from '../../support/kubernetes/overlay.js';
import { schemaFaults } from '../../support/kubernetes/schema.js';
import { type Change, container, named, setting, spoilt } from '../../support/kubernetes/spoil.js';
import { startFaults } from '../../support/kubernetes/start.js';

const sound = buildOverlay('production');

const SPOILT: readonly (readonly [said: RegExp, change: Change])[] = [
  [
    /StatefulSet api: .*containerPort must be integer/,
    container(({ ports }) => Object.assign(ports?.[0] ?? {}, { containerPort: 'a' })),
  ],
  [/\/containers\/0\/readynessProbe is unknown/, container((one) => Object.assign(one, { readynessProbe: {} }))],
  [
    /Service api: \/spec\/ports\/0\/target is unknown/,
    (estate) => Object.assign(estate.all('Service')[0]?.spec?.ports?.[0] ?? {}, { target: 1 }),
  ],
  [
    /PodMonitor etlaas-api: \/spec\/podMetricsEndpoints\/0\/prot is unknown/,
    (estate) =>
      Object.assign(named('etlaas-api', estate.all('PodMonitor')).spec.podMetricsEndpoints?.[0] ?? {}, { prot: 1 }),
  ],
  [
    /StatefulSet api: .*must have required property selector/,
    (estate) => Object.assign(named('api', estate.all('StatefulSet')).spec ?? {}, { selector: undefined }),
  ],
  [/there is no schema of v1 Pod/, ({ objects }) => Object.assign(objects[0] ?? {}, { kind: 'Pod' })],
];

describe('the schemas', () => {
  it.each(SPOILT)('find %s', (said, change) => {
    expect(spoilt(sound, change).objects.flatMap(schemaFaults)).toContainEqual(expect.stringMatching(said));
  });
});

describe('the apps, asked about the settings of their pods,', () => {
  const faultsAfter = async (name: string, change: Change) => {
    const estate = spoilt(sound, change);
    const [placed] = estate.containers.filter(({ pods }) => pods.name === name);
    return placed ? (await startFaults(placed, estate)).join() : 'no pods';
  };

  it.each<[string, RegExp, Change]>([
    ['api', /OIDC_ISSUER: /, setting('OIDC_ISSUER', 'http://login.example.socgen')],
    ['api', /LDAP_BASE_DN/, setting('LDAP_BASE_DN', '')],
    [
      'api',
      /IFARCRSERVER\.csv:2/,
      (estate) =>
        Object.assign(estate.dataOf('rules'), { 'IFARCRSERVER.csv': 'hostname,domain,environment,zone\nh\n' }),
    ],
    [
      'worker-vm',
      /no key of etl-rcr-p01\.prd\.example\.socgen is pinned/,
      (estate) => {
        for (const { data } of estate.all('ConfigMap')) if (data?.['known_hosts']) data['known_hosts'] = '# none\n';
      },
    ],
  ])('%s says %s', async (name, said, change) => {
    expect(await faultsAfter(name, change)).toMatch(said);
  });
});

describe('the files of deploy/kubernetes', () => {
  const files = readdirSync('deploy/kubernetes', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => ({ path, text: readFileSync(join('deploy/kubernetes', path), 'utf8') }));

  it('make no Secret, also where no overlay uses them', () => {
    const making = (what: RegExp) => files.filter(({ text }) => what.test(text)).map(({ path }) => path);
    expect(making(/\bkind: ['"]?StatefulSet\b/)).toContain('base/api/stateful-set.yaml');
    expect(making(/\bkind: ['"]?Secret\b|\bsecretGenerator:/)).toEqual([]);
  });

  it('hold no private key', () => {
    expect(files.filter(({ text }) => /PRIVATE KEY/.test(text))).toEqual([]);
  });
});
