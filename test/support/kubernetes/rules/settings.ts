import { readFileSync } from 'node:fs';
import { inRoot } from '../../paths.js';
import { environmentOf } from '../environment.js';
import type { Estate, Placed, Rule } from '../estate.js';

/** What Node.js itself reads. */
const OF_NODE = new Set(['NODE_ENV', 'NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS']);

/** The settings of the code, which a test of their own compares with this table. */
const KNOWN = new Set(
  [...readFileSync(inRoot('README.md'), 'utf8').matchAll(/^\| `([A-Z][A-Z0-9_]*)` \| (?:api|worker|both) \|/gm)].map(
    ([, name = '']) => name,
  ),
);

const isKnown = (name: string): boolean =>
  KNOWN.has(name) || KNOWN.has(name.replace(/_FILE$/, '')) || OF_NODE.has(name);

/** The door of probes and metrics must be open to the node, at the port that the container names. */
function shutDoor({ place, container }: Placed, env: Record<string, string>): string[] {
  const port = container.ports?.find(({ name }) => name === 'metrics')?.containerPort;
  if (port === undefined) return [];
  const isOpen = env['METRICS_PORT'] === String(port) && env['METRICS_HOST'] === '0.0.0.0';
  return isOpen ? [] : [`${place} cannot be probed: METRICS_PORT and METRICS_HOST`];
}

const isVolume = (path: string, { container, pods }: Placed): boolean => {
  const claims = (pods.set.volumeClaimTemplates ?? []).map(({ metadata }) => metadata?.name);
  return (container.volumeMounts ?? []).some((mount) => mount.mountPath === path && claims.includes(mount.name));
};

function breachesOf(placed: Placed, estate: Estate): string[] {
  const env = environmentOf(placed, estate);
  const unknown = Object.keys(env).filter((name) => !isKnown(name));
  const { AUDIT_DIR: audit } = env;
  return [
    ...unknown.map((name) => `${placed.place} sets what is no setting: ${name}`),
    ...shutDoor(placed, env),
    ...(audit && !isVolume(audit, placed) ? [`${placed.place} keeps audit records on no volume`] : []),
  ];
}

/** The host that callers, browsers and certificates go by is one. */
const strayHosts: Rule = (estate) =>
  estate.all('Ingress').flatMap(({ metadata, spec }) => {
    const hosts = (spec?.rules ?? []).map(({ host }) => host);
    const covered = (spec?.tls ?? []).flatMap(({ hosts: names = [] }) => names);
    const wanted = estate.all('ConfigMap').flatMap(({ data = {} }) => [data['PUBLIC_URL'], data['BROWSER_ORIGIN']]);
    const names = wanted.flatMap((url) => (url ? [new URL(url).host] : []));
    const isOne = hosts.every((host) => host && covered.includes(host) && names.every((name) => name === host));
    return isOne && hosts.length > 0 ? [] : [`ingress ${metadata?.name}: host, certificate and PUBLIC_URL differ`];
  });

/** What containers are told are settings of the code, and fit what stands around them. */
export const knownSettings: Rule = (estate) => [
  ...estate.containers.flatMap((placed) => breachesOf(placed, estate)),
  ...strayHosts(estate),
];
