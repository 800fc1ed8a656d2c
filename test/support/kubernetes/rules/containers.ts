import type { Placed, Pods, Rule } from '../estate.js';

/** How long an app of ours takes to end at most (28 s), with a margin. */
const GRACE_S = 40;
const END_WITHIN_S = 28;

/** A registry, a path, and a version: never what is newest on the day of a restart. */
const PINNED = /^[a-z0-9.-]+(:\d+)?\/[a-z0-9/._-]+(:(?!latest$)[\w][\w.-]*|@sha256:[0-9a-f]{64})$/;

const said = (place: string, breaches: readonly (string | false)[]): string[] =>
  breaches.filter((breach) => breach !== false).map((breach) => `${place} ${breach}`);

function breachesOfPods({ name, spec }: Pods): string[] {
  return said(name, [
    spec.automountServiceAccountToken !== false && 'has a token of the Kubernetes API',
    spec.enableServiceLinks !== false && 'gets variables of every service',
    !spec.serviceAccountName && 'has no service account of its own',
    spec.terminationGracePeriodSeconds !== GRACE_S && `is not given ${GRACE_S} s to end`,
    spec.securityContext?.fsGroup === undefined && 'has no group for its volumes',
  ]);
}

function breachesOfContainer({ place, container }: Placed): string[] {
  const { image = '', resources, securityContext, lifecycle } = container;
  const pause = lifecycle?.preStop?.sleep?.seconds ?? 0;
  return said(place, [
    securityContext?.readOnlyRootFilesystem !== true && 'can write its root file system',
    !(resources?.requests?.['cpu'] && resources.requests['memory']) && 'requests no CPU or no memory',
    !resources?.limits?.['memory'] && 'has no limit of memory',
    !container.startupProbe && 'has no startup probe',
    !container.livenessProbe && 'has no liveness probe',
    !container.readinessProbe && 'has no readiness probe',
    !PINNED.test(image) && `has an image that is not pinned: ${image}`,
    pause + END_WITHIN_S >= GRACE_S && 'pauses too long before it ends',
  ]);
}

/** What is served must not be cut off: who listens leaves time for proxies to learn that it goes. */
const pausesBeforeItEnds: Rule = ({ containers }) =>
  containers
    .filter(({ container }) => container.ports?.some(({ name }) => name === 'http'))
    .filter(({ container }) => (container.lifecycle?.preStop?.sleep?.seconds ?? 0) < 3)
    .map(({ place }) => `${place} takes no more connections before proxies know`);

/** Containers are confined, bounded, probed, and of a known image. */
export const hardenedContainers: Rule = (estate) => [
  ...estate.pods.flatMap(breachesOfPods),
  ...estate.containers.flatMap(breachesOfContainer),
  ...pausesBeforeItEnds(estate),
];
