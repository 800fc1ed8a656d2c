import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { Estate, Rule } from '../estate.js';
import { allHavePort, selected } from '../selects.js';

type Spec = NonNullable<INetworkPolicy['spec']>;
type Peers = NonNullable<NonNullable<Spec['ingress']>[number]['from']>;
type Ports = NonNullable<NonNullable<Spec['ingress']>[number]['ports']>;

/** What a policy lets in or out, in one shape. */
interface Opening {
  policy: string;
  way: 'from' | 'to';
  selector: Spec['podSelector'] | undefined;
  peers: Peers;
  ports: Ports;
}

function openingsOf({ metadata, spec }: INetworkPolicy): Opening[] {
  const common = { policy: metadata?.name ?? '', selector: spec?.podSelector };
  return [
    ...(spec?.ingress ?? []).map(({ from = [], ports = [] }) => ({
      ...common,
      way: 'from' as const,
      peers: from,
      ports,
    })),
    ...(spec?.egress ?? []).map(({ to = [], ports = [] }) => ({ ...common, way: 'to' as const, peers: to, ports })),
  ];
}

const openings = (estate: Estate): Opening[] => estate.all('NetworkPolicy').flatMap(openingsOf);

/** No network of ours is larger: whoever opens more has not named anybody. */
const LEAST_BITS = 16;

const isWideBlock = (cidr: string): boolean => {
  const [network = '', bits] = cidr.split('/');
  // An address of IPv6 has four times as many; without a length none is one.
  return !(Number(bits) >= (network.includes(':') ? 4 * LEAST_BITS : LEAST_BITS));
};

const isEverybody = ({ ipBlock, namespaceSelector, podSelector }: Peers[number]): boolean =>
  ipBlock ? isWideBlock(ipBlock.cidr) : Object.keys((podSelector ?? namespaceSelector)?.matchLabels ?? {}).length === 0;

/** A rule without peers or ports means all of them. */
const isWide = ({ peers, ports }: Opening): boolean =>
  peers.length === 0 || ports.length === 0 || peers.some(isEverybody);

const isDeniedByDefault = (estate: Estate): boolean =>
  estate.all('NetworkPolicy').some(({ spec }) => {
    const types = spec?.policyTypes ?? [];
    const isForAll = spec !== undefined && Object.keys(spec.podSelector).length === 0;
    return isForAll && types.includes('Ingress') && types.includes('Egress') && !spec?.ingress && !spec?.egress;
  });

/** Named ports are those of the pods that are reached: ours, or of the peer in our namespace. */
function portsNobodyHas({ policy, way, selector, peers, ports }: Opening, estate: Estate): string[] {
  const reached =
    way === 'from' ? selected(estate, selector) : peers.flatMap(({ podSelector }) => selected(estate, podSelector));
  return ports
    .filter(({ port }) => typeof port === 'string' && !allHavePort(reached, port))
    .map(({ port }) => `policy ${policy} opens a port that nobody has: ${port}`);
}

const idle: Rule = (estate) =>
  estate
    .all('NetworkPolicy')
    .filter(({ spec }) => selected(estate, spec?.podSelector).length === 0)
    .map(({ metadata }) => `policy ${metadata?.name} is for no pods`);

/** Metrics name zones and operations: they are for Prometheus, not for callers. */
const metricsForOthers = (estate: Estate): string[] =>
  openings(estate)
    .filter(({ way, ports }) => way === 'from' && ports.some(({ port }) => port === 'metrics' || port === 9464))
    .filter(({ peers }) =>
      peers.some((peer) => peer.namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'] !== 'monitoring'),
    )
    .map(({ policy }) => `policy ${policy} shows metrics to others than Prometheus`);

/** Everything is shut, and what is opened is opened to somebody in particular. */
export const deniedByDefault: Rule = (estate) => [
  ...(isDeniedByDefault(estate) ? [] : ['nothing denies what no policy allows']),
  ...openings(estate)
    .filter(isWide)
    .map(({ policy, way }) => `policy ${policy} opens too much: ${way}`),
  ...openings(estate).flatMap((opening) => portsNobodyHas(opening, estate)),
  ...idle(estate),
  ...metricsForOthers(estate),
];
