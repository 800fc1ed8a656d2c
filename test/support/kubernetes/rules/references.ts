import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1/Ingress';
import type { Estate, Placed, Pods, Rule } from '../estate.js';
import { shownTo } from '../files.js';
import { readOutsideObjects } from '../outside.js';
import { allHavePort, selected, selects } from '../selects.js';

const isThere = (estate: Estate, kind: 'ConfigMap' | 'Secret', name: string): boolean =>
  estate.has(kind, name) || readOutsideObjects().some((outside) => outside.kind === kind && outside.name === name);

function brokenInPods({ name, spec, set, labels }: Pods, estate: Estate): string[] {
  const breaches: string[] = [];
  if (!estate.has('ServiceAccount', spec.serviceAccountName)) breaches.push('has a service account that is not there');
  if (!estate.has('Service', set.serviceName)) breaches.push(`names a service that is not there: ${set.serviceName}`);
  if (!selects(set.selector, labels)) breaches.push('does not select its own pods');
  const spreads = spec.topologySpreadConstraints ?? [];
  if (!spreads.every(({ labelSelector }) => selects(labelSelector, labels))) breaches.push('spreads other pods');
  return breaches.map((breach) => `${name} ${breach}`);
}

function brokenInContainer(placed: Placed, estate: Estate): string[] {
  const { place, container, pods } = placed;
  const volumes = [
    ...(pods.spec.volumes ?? []),
    ...(pods.set.volumeClaimTemplates ?? []).map((claim) => claim.metadata),
  ];
  const mounts = (container.volumeMounts ?? []).filter(({ name }) => !volumes.some((volume) => volume?.name === name));
  const maps = (container.envFrom ?? []).flatMap(({ configMapRef }) => configMapRef?.name ?? []);
  const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe];
  const ports = probes.flatMap((probe) => probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? []);
  return [
    ...mounts.map(({ name }) => `mounts a volume that is not there: ${name}`),
    ...maps.filter((map) => !estate.has('ConfigMap', map)).map((map) => `has settings that are not there: ${map}`),
    ...shownTo(placed)
      .filter(({ kind, object }) => !isThere(estate, kind, object))
      .map(({ kind, object }) => `shows a ${kind} that is neither here nor in the README: ${object}`),
    ...ports
      .filter((port) => !allHavePort([pods], port))
      .map((port) => `is probed at a port it does not have: ${port}`),
  ].map((breach) => `${place} ${breach}`);
}

const brokenServices: Rule = (estate) =>
  estate
    .all('Service')
    .flatMap(({ metadata, spec }) =>
      (spec?.ports ?? [])
        .filter(({ targetPort }) => !allHavePort(selected(estate, { matchLabels: spec?.selector ?? {} }), targetPort))
        .map(({ targetPort }) => `service ${metadata?.name} leads to no pods with port ${targetPort}`),
    );

const backendsOf = ({ spec }: IIngress) =>
  (spec?.rules ?? []).flatMap(({ http }) => (http?.paths ?? []).flatMap(({ backend }) => backend.service ?? []));

function brokenIngresses(estate: Estate): string[] {
  const services = estate.all('Service');
  return estate.all('Ingress').flatMap((ingress) =>
    backendsOf(ingress)
      .filter(({ name, port }) => {
        const service = services.find(({ metadata }) => metadata?.name === name);
        return !service?.spec?.ports?.some((one) => one.name === port?.name || one.port === port?.number);
      })
      .map(({ name }) => `ingress ${ingress.metadata?.name} leads to no port of service ${name}`),
  );
}

const missingCertificates: Rule = (estate) =>
  estate
    .all('Ingress')
    .flatMap(({ metadata, spec }) =>
      (spec?.tls ?? [])
        .filter(({ secretName = '' }) => !isThere(estate, 'Secret', secretName))
        .map(
          ({ secretName }) =>
            `ingress ${metadata?.name} has a certificate that the README does not tell of: ${secretName}`,
        ),
    );

const idleMonitors: Rule = (estate) =>
  estate
    .all('PodMonitor')
    .filter(({ spec }) => {
      const ports = (spec?.podMetricsEndpoints ?? []).map(({ port }) => port);
      return !ports.every((port) => allHavePort(selected(estate, spec?.selector), port)) || ports.length === 0;
    })
    .map(({ metadata }) => `pod monitor ${metadata?.name} finds nothing to scrape`);

/** All of one installation lies in its namespace. */
const strays: Rule = (estate) => {
  const [namespace] = estate.all('Namespace');
  return estate.objects
    .filter(({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== namespace?.metadata?.name)
    .map(({ kind, metadata }) => `${kind} ${metadata.name} lies in another namespace`);
};

/** Whatever names another object names one that is there, or that the README tells to make. */
export const wholeReferences: Rule = (estate) => [
  ...estate.pods.flatMap((pods) => brokenInPods(pods, estate)),
  ...estate.containers.flatMap((placed) => brokenInContainer(placed, estate)),
  ...brokenServices(estate),
  ...brokenIngresses(estate),
  ...missingCertificates(estate),
  ...idleMonitors(estate),
  ...strays(estate),
];
