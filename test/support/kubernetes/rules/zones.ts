import { BlockList } from 'node:net';
import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import type { Estate, Pods, Rule } from '../estate.js';
import { selects } from '../selects.js';

const ZONE = 'etlaas/zone';
const SSH = 22;

interface Host {
  hostname: string;
  zone: string;
  address: string;
  port: number;
}

type Egress = NonNullable<NonNullable<INetworkPolicy['spec']>['egress']>[number];

function hostsOf(estate: Estate): Host[] {
  const [header = '', ...rows] = (estate.dataOf('rules')['IFARCRSERVER.csv'] ?? '').trimEnd().split('\n');
  const columns = header.split(',');
  return rows.map((row) => {
    const cells = row.split(',');
    const cell = (column: string): string => cells[columns.indexOf(column)] ?? '';
    return {
      hostname: cell('hostname'),
      zone: cell('zone'),
      address: cell('address'),
      port: Number(cell('port') || SSH),
    };
  });
}

const workers = ({ pods }: Estate): Pods[] => pods.filter(({ labels }) => labels[ZONE] !== undefined);

/** The ways out of pods to addresses outside of the cluster. */
const waysOut = ({ labels }: Pods, estate: Estate): Egress[] =>
  estate
    .all('NetworkPolicy')
    .filter(({ spec }) => selects(spec?.podSelector, labels))
    .flatMap(({ spec }) => spec?.egress ?? []);

function isOnWay({ address, port }: Host, { to = [], ports = [] }: Egress): boolean {
  const list = new BlockList();
  for (const { ipBlock } of to) {
    const [network = '', bits] = ipBlock?.cidr.split('/') ?? [];
    if (ipBlock) list.addSubnet(network, Number(bits));
  }
  return list.check(address) && ports.some((one) => one.port === port);
}

const reaches = (pods: Pods, host: Host, estate: Estate): boolean =>
  waysOut(pods, estate).some((way) => isOnWay(host, way));

function wrongWays(pods: Pods, hosts: readonly Host[], estate: Estate): string[] {
  const isOwn = ({ zone }: Host): boolean => zone === pods.labels[ZONE];
  return hosts
    .filter((host) => reaches(pods, host, estate) !== isOwn(host))
    .map((host) => `${pods.name} ${isOwn(host) ? 'cannot reach' : 'can reach'} ${host.hostname} of zone ${host.zone}`);
}

const zonesInPolicies = (estate: Estate): string[] =>
  estate
    .all('NetworkPolicy')
    .filter(({ spec }) => spec?.egress?.some(({ ports = [] }) => ports.some(({ port }) => port === SSH)))
    .filter(({ spec }) => spec?.podSelector?.matchLabels?.[ZONE] === undefined)
    .map(({ metadata }) => `policy ${metadata?.name} opens SSH without naming a zone`);

/** The networks to which a zone alone has a way by SSH. */
const networksOf = (zone: string, estate: Estate): string[] =>
  estate
    .all('NetworkPolicy')
    .filter(({ spec }) => spec?.podSelector?.matchLabels?.[ZONE] === zone)
    .flatMap(({ spec }) =>
      (spec?.egress ?? []).flatMap(({ to = [] }) => to.flatMap(({ ipBlock }) => ipBlock?.cidr ?? [])),
    );

/** Of two networks that share addresses one holds the other, and so any address of it. */
const overlap = (one: string, other: string): boolean => holds(one, other) || holds(other, one);

function holds(outer: string, inner: string): boolean {
  const list = new BlockList();
  const [network = '', bits] = outer.split('/');
  const [address = ''] = inner.split('/');
  list.addSubnet(network, Number(bits), kindOf(network));
  return list.check(address, kindOf(address));
}

const kindOf = (address: string): 'ipv4' | 'ipv6' => (address.includes(':') ? 'ipv6' : 'ipv4');

/** Also where no host of the inventory is yet: the next one would be reached by both. */
function sharedNetworks(zones: readonly string[], estate: Estate): string[] {
  return zones.flatMap((zone, at) =>
    zones.slice(at + 1).flatMap((other) =>
      networksOf(zone, estate).flatMap((one) =>
        networksOf(other, estate)
          .filter((network) => overlap(one, network))
          .map((network) => `zones ${zone} and ${other} share addresses: ${one} and ${network}`),
      ),
    ),
  );
}

/** Each zone of the inventory has a worker that reaches its hosts by SSH, nobody else does, and no two share a network. */
export const zonesApart: Rule = (estate) => {
  const hosts = hostsOf(estate);
  const served = workers(estate).map(({ labels }) => labels[ZONE]);
  const inUse = [...new Set(hosts.map(({ zone }) => zone))];
  return [
    ...inUse.filter((zone) => !served.includes(zone)).map((zone) => `zone ${zone} has hosts and no worker`),
    ...served.filter((zone) => !inUse.includes(zone ?? '')).map((zone) => `zone ${zone} has a worker and no hosts`),
    ...estate.pods.flatMap((pods) => wrongWays(pods, hosts, estate)),
    ...zonesInPolicies(estate),
    ...sharedNetworks(inUse, estate),
  ];
};
