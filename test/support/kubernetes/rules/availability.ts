import type { Estate, Pods, Rule } from '../estate.js';
import { selected } from '../selects.js';

/** Redis of the development component is one pod, and cannot be more. */
const isOurs = ({ labels }: Pods): boolean => labels['app.kubernetes.io/name'] === 'etlaas';

function breachesOf({ name, set, spec }: Pods): string[] {
  const kept = set.persistentVolumeClaimRetentionPolicy;
  const claims = (set.volumeClaimTemplates ?? []).map((claim) => claim.metadata?.name);
  return [
    ...(kept?.whenDeleted === 'Retain' && kept.whenScaled === 'Retain' ? [] : ['deletes volumes with its pods']),
    ...(claims.includes('audit') ? [] : ['has no volume of its own for audit records']),
    ...(set.podManagementPolicy === 'Parallel' ? [] : ['starts its pods one after another']),
    ...((set.minReadySeconds ?? 0) > 0 ? [] : ['takes a pod for good at once']),
    ...(set.replicas === undefined ? [] : ['says how many it is, against its autoscaler']),
    ...((spec.topologySpreadConstraints ?? []).length > 0 ? [] : ['may have all its pods on one node']),
  ].map((breach) => `${name} ${breach}`);
}

function unguarded(pods: Pods, estate: Estate): string[] {
  const budgets = estate
    .all('PodDisruptionBudget')
    .filter(({ spec }) => selected(estate, spec?.selector).some(({ name }) => name === pods.name));
  const scalers = estate.all('HorizontalPodAutoscaler').filter(({ spec }) => {
    const target = spec?.scaleTargetRef;
    return target?.kind === 'StatefulSet' && target.name === pods.name;
  });
  return [
    ...(budgets.length === 1 ? [] : [`${pods.name} has ${budgets.length} disruption budgets`]),
    ...(scalers.length === 1 ? [] : [`${pods.name} has ${scalers.length} autoscalers`]),
  ];
}

const idle: Rule = (estate) => [
  ...estate
    .all('PodDisruptionBudget')
    .filter(({ spec }) => selected(estate, spec?.selector).length !== 1)
    .map(({ metadata }) => `disruption budget ${metadata?.name} is not that of one set of pods`),
  ...estate
    .all('HorizontalPodAutoscaler')
    .filter(({ spec }) => !estate.has('StatefulSet', spec?.scaleTargetRef.name))
    .map(({ metadata }) => `autoscaler ${metadata?.name} scales nothing`),
];

/** Pods are spread, guarded while nodes are drained, scaled, and keep their audit records. */
export const availability: Rule = (estate) => [
  ...estate.pods.filter(isOurs).flatMap((pods) => [...breachesOf(pods), ...unguarded(pods, estate)]),
  ...idle(estate),
];

/** Production serves while one of its pods is gone. */
export const servesWithoutOne: Rule = (estate) =>
  estate
    .all('HorizontalPodAutoscaler')
    .filter(({ spec }) => (spec?.minReplicas ?? 1) < 2)
    .map(({ metadata }) => `${metadata?.name} may be a single pod`);
