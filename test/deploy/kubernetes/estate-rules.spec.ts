import { describe, expect, it } from '@jest/globals';
import { buildOverlay } from '../../support/kubernetes/overlay.js';
import { deniedByDefault } from '../../support/kubernetes/rules/network.js';
import { wholeReferences } from '../../support/kubernetes/rules/references.js';
import { secretsAsFiles } from '../../support/kubernetes/rules/secrets.js';
import { knownSettings } from '../../support/kubernetes/rules/settings.js';
import { zonesApart } from '../../support/kubernetes/rules/zones.js';
import {
  added,
  type Change,
  container,
  named,
  pods,
  policy,
  setting,
  spoilt,
  volume,
  without,
} from '../../support/kubernetes/spoil.js';

const sound = buildOverlay('production');

type Spoilt = readonly [said: RegExp, change: Change];

const WHOLE_REFERENCES: readonly Spoilt[] = [
  [/service account that is not there/, without('ServiceAccount', 'api')],
  [/names a service that is not there: api-pods/, without('Service', 'api-pods')],
  [/does not select its own pods/, pods(({ labels }) => delete labels['app.kubernetes.io/component'])],
  [/spreads other pods/, pods(({ labels }) => delete labels['app.kubernetes.io/name'])],
  [/volume that is not there: tmp/, pods(({ spec }) => spec.volumes?.splice(0, 9))],
  [
    /settings that are not there: other/,
    container(({ envFrom }) => envFrom?.push({ configMapRef: { name: 'other' } })),
  ],
  [/shows a Secret that is neither.*: other/, volume({ name: 'other', secret: { secretName: 'other' } })],
  [/shows a ConfigMap that is neither.*: other/, volume({ name: 'other', configMap: { name: 'other' } })],
  [/probed at a port it does not have: metrics/, container((one) => one.ports?.pop())],
  [/service api leads to no pods/, container((one) => one.ports?.shift())],
  [/ingress api leads to no port/, without('Service', 'api')],
  [
    /does not tell of: other/,
    (estate) => Object.assign(estate.all('Ingress')[0]?.spec?.tls?.[0] ?? {}, { secretName: 'other' }),
  ],
  [/pod monitor etlaas-api finds nothing/, container((one) => one.ports?.pop())],
  [/ConfigMap extra lies in another namespace/, added('ConfigMap', {})],
];

const DENIED_BY_DEFAULT: readonly Spoilt[] = [
  [/nothing denies/, without('NetworkPolicy', 'default-deny')],
  [/nothing denies/, policy('default-deny', { policyTypes: ['Ingress'] })],
  [/policy api opens too much: from/, policy('api', { ingress: [{ ports: [{ port: 'http' }] }] })],
  [/policy dns opens too much: to/, policy('dns', { egress: [{}] })],
  [
    /opens too much: to/,
    policy('to-services', { egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] }] }),
  ],
  ...['192.0.0.0/8', '192.0.0.0/15', '2001:db8::/32', '192.0.2.1'].map(
    (cidr): Spoilt => [
      /zone-vm-hosts opens too much: to/,
      policy('zone-vm-hosts', { egress: [{ to: [{ ipBlock: { cidr } }], ports: [{ port: 22 }] }] }),
    ],
  ),
  [
    /opens too much: from/,
    policy('api', { ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 'http' }] }] }),
  ],
  [
    /port that nobody has: web/,
    policy('api', { ingress: [{ from: [{ ipBlock: { cidr: '192.0.2.1/32' } }], ports: [{ port: 'web' }] }] }),
  ],
  [/for no pods/, policy('api', { podSelector: { matchLabels: { app: 'other' } } })],
  [
    /shows metrics to others/,
    policy('api', { ingress: [{ from: [{ ipBlock: { cidr: '192.0.2.1/32' } }], ports: [{ port: 'metrics' }] }] }),
  ],
];

const ZONES_APART: readonly Spoilt[] = [
  [/worker-vm cannot reach etl-rcr-p01/, without('NetworkPolicy', 'zone-vm-hosts')],
  [
    /worker-docker can reach etl-rcr-p01.* of zone vm/,
    policy('zone-vm-hosts', { podSelector: { matchLabels: { 'app.kubernetes.io/component': 'worker' } } }),
  ],
  [
    /SSH without naming a zone/,
    policy('zone-vm-hosts', { podSelector: { matchLabels: { 'app.kubernetes.io/component': 'worker' } } }),
  ],
  [
    /cannot reach etl-rcr-p01/,
    policy('zone-vm-hosts', {
      egress: [{ to: [{ ipBlock: { cidr: '198.51.100.128/26' } }], ports: [{ port: 2222 }] }],
    }),
  ],
  ...['192.0.2.144/28', '192.0.2.0/24'].map(
    (cidr): Spoilt => [
      /zones \w+ and \w+ share addresses: /,
      policy('zone-vm-hosts', {
        egress: [{ to: [{ ipBlock: { cidr: '198.51.100.128/26' } }, { ipBlock: { cidr } }], ports: [{ port: 22 }] }],
      }),
    ],
  ),
  [/zone vm has hosts and no worker/, without('StatefulSet', 'worker-vm')],
  [
    /zone vm has a worker and no hosts/,
    (estate) => Object.assign(estate.dataOf('rules'), { 'IFARCRSERVER.csv': 'hostname,zone\n' }),
  ],
];

const SECRETS_AS_FILES: readonly Spoilt[] = [
  [/the Secret extra is kept here/, added('Secret', { data: {} })],
  [/extra holds a secret: key.pem/, added('ConfigMap', { data: { 'key.pem': '-----BEGIN PRIVATE KEY-----' } })],
  [/api\/api holds a secret: LDAP_BIND_PASSWORD/, setting('LDAP_BIND_PASSWORD', 'x')],
  [/api\/api holds a secret: REDIS_URL/, setting('REDIS_URL', 'redis://api:x@redis:6379')],
  [/does not find the file of ZONE_KEYS_FILE/, setting('ZONE_KEYS_FILE', '/etc/etlaas/secrets/other')],
  [/has ZONE_KEYS_FILE from a ConfigMap/, setting('ZONE_KEYS_FILE', '/etc/etlaas/config/GCR.csv')],
  [/lets everybody read secrets/, pods(({ spec }) => delete named('secrets', spec.volumes ?? []).secret?.defaultMode)],
  [
    /api and worker-vm share the Secret etlaas-worker-vm/,
    volume({ name: 'more', secret: { secretName: 'etlaas-worker-vm' } }),
  ],
];

const KNOWN_SETTINGS: readonly Spoilt[] = [
  [/what is no setting: REDIS_ULR/, setting('REDIS_ULR', 'redis://redis')],
  [/cannot be probed/, setting('METRICS_HOST', '127.0.0.1')],
  [/audit records on no volume/, setting('AUDIT_DIR', '/tmp')],
  [
    /host, certificate and PUBLIC_URL differ/,
    (estate) => Object.assign(estate.all('Ingress')[0]?.spec?.rules?.[0] ?? {}, { host: 'other' }),
  ],
];

describe.each([
  ['wholeReferences', wholeReferences, WHOLE_REFERENCES],
  ['deniedByDefault', deniedByDefault, DENIED_BY_DEFAULT],
  ['zonesApart', zonesApart, ZONES_APART],
  ['secretsAsFiles', secretsAsFiles, SECRETS_AS_FILES],
  ['knownSettings', knownSettings, KNOWN_SETTINGS],
] as const)('%s', (_, rule, all) => {
  it('has nothing against what is sound', () => {
    expect(rule(sound)).toEqual([]);
  });

  it.each(all)('finds %s', (said, change) => {
    expect(rule(spoilt(sound, change))).toContainEqual(expect.stringMatching(said));
  });
});
