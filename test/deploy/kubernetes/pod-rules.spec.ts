import { describe, expect, it } from '@jest/globals';
import { buildOverlay } from '../../support/kubernetes/overlay.js';
import { availability, servesWithoutOne } from '../../support/kubernetes/rules/availability.js';
import { hardenedContainers } from '../../support/kubernetes/rules/containers.js';
import { restrictedProfile } from '../../support/kubernetes/rules/pod-security.js';
import { type Change, container, named, pods, spoilt, volume, without } from '../../support/kubernetes/spoil.js';

const sound = buildOverlay('production');

type Spoilt = readonly [said: RegExp, change: Change];

const set = (part: 'securityContext' | 'resources', values: object): Change =>
  container((one) => Object.assign(one[part] ?? {}, values));

const RESTRICTED_PROFILE: readonly Spoilt[] = [
  [/does not enforce/, ({ objects }) => delete objects.find(({ kind }) => kind === 'Namespace')?.metadata.labels],
  [/api shares a namespace of its node/, pods(({ spec }) => Object.assign(spec, { hostNetwork: true }))],
  [/api sets sysctls/, pods(({ spec }) => Object.assign(spec.securityContext ?? {}, { sysctls: [{}] }))],
  [/kind hostPath/, volume({ name: 'host', hostPath: { path: '/' } })],
  [/api\/api is privileged/, set('securityContext', { privileged: true })],
  [/may gain privileges/, set('securityContext', { allowPrivilegeEscalation: undefined })],
  [/api\/api may run as root/, set('securityContext', { runAsNonRoot: false })],
  [/api\/api runs as root/, set('securityContext', { runAsUser: 0 })],
  [/api runs as root/, pods(({ spec }) => Object.assign(spec.securityContext ?? {}, { runAsUser: 0 }))],
  [/keeps capabilities/, set('securityContext', { capabilities: {} })],
  [/adds capabilities: NET_ADMIN/, set('securityContext', { capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } })],
  [/no seccomp profile/, set('securityContext', { seccompProfile: { type: 'Unconfined' } })],
  [/unmasks/, set('securityContext', { procMount: 'Unmasked' })],
  [/takes a port of its node/, container(({ ports }) => Object.assign(ports?.[0] ?? {}, { hostPort: 80 }))],
  [/api\/first may gain/, pods(({ spec }) => Object.assign(spec, { initContainers: [{ name: 'first' }] }))],
];

const HARDENED_CONTAINERS: readonly Spoilt[] = [
  [/can write its root/, set('securityContext', { readOnlyRootFilesystem: false })],
  [/requests no CPU/, set('resources', { requests: { memory: '1Mi' } })],
  [/no limit of memory/, set('resources', { limits: {} })],
  [/no startup probe/, container((one) => delete one.startupProbe)],
  [/no liveness probe/, container((one) => delete one.livenessProbe)],
  [/no readiness probe/, container((one) => delete one.readinessProbe)],
  [/not pinned: etlaas\/api$/, container((one) => Object.assign(one, { image: 'etlaas/api' }))],
  [/not pinned/, container((one) => Object.assign(one, { image: 'r.example/etlaas/api:latest' }))],
  [/pauses too long/, container((one) => Object.assign(one, { lifecycle: { preStop: { sleep: { seconds: 15 } } } }))],
  [/before proxies know/, container((one) => delete one.lifecycle)],
  [/has a token/, pods(({ spec }) => delete spec.automountServiceAccountToken)],
  [/variables of every service/, pods(({ spec }) => delete spec.enableServiceLinks)],
  [/no service account/, pods(({ spec }) => delete spec.serviceAccountName)],
  [/not given 40 s/, pods(({ spec }) => Object.assign(spec, { terminationGracePeriodSeconds: 30 }))],
  [/no group/, pods(({ spec }) => delete spec.securityContext?.fsGroup)],
];

const AVAILABILITY: readonly Spoilt[] = [
  [
    /deletes volumes/,
    pods(({ set: { persistentVolumeClaimRetentionPolicy: kept } }) =>
      Object.assign(kept ?? {}, { whenScaled: 'Delete' }),
    ),
  ],
  [/no volume of its own/, pods(({ set: sets }) => delete sets.volumeClaimTemplates)],
  [/one after another/, pods(({ set: sets }) => delete sets.podManagementPolicy)],
  [/for good at once/, pods(({ set: sets }) => delete sets.minReadySeconds)],
  [/against its autoscaler/, pods(({ set: sets }) => Object.assign(sets, { replicas: 3 }))],
  [/on one node/, pods(({ spec }) => delete spec.topologySpreadConstraints)],
  [/api has 0 disruption budgets/, without('PodDisruptionBudget', 'api')],
  [/api has 0 autoscalers/, without('HorizontalPodAutoscaler', 'api')],
  [/budget worker-vm is not that of one set/, without('StatefulSet', 'worker-vm')],
  [/autoscaler worker-vm scales nothing/, without('StatefulSet', 'worker-vm')],
];

describe.each([
  ['restrictedProfile', restrictedProfile, RESTRICTED_PROFILE],
  ['hardenedContainers', hardenedContainers, HARDENED_CONTAINERS],
  ['availability', availability, AVAILABILITY],
] as const)('%s', (_, rule, all) => {
  it('has nothing against what is sound', () => {
    expect(rule(sound)).toEqual([]);
  });

  it.each(all)('finds %s', (said, change) => {
    expect(rule(spoilt(sound, change))).toContainEqual(expect.stringMatching(said));
  });
});

it('a single pod does not serve without one', () => {
  const single: Change = (estate) =>
    Object.assign(named('api', estate.all('HorizontalPodAutoscaler')).spec ?? {}, { minReplicas: 1 });
  expect(servesWithoutOne(spoilt(sound, single))).toEqual(['api may be a single pod']);
});
