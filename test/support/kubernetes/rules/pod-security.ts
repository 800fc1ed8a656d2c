import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import type { Placed, Pods, Rule } from '../estate.js';

/** https://kubernetes.io/docs/concepts/security/pod-security-standards: the controls of the profile "restricted". */
const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const SECCOMP = ['RuntimeDefault', 'Localhost'];

const said = (place: string, breaches: readonly (string | false | undefined)[]): string[] =>
  breaches.filter((breach) => typeof breach === 'string').map((breach) => `${place} ${breach}`);

const foreignVolumes = ({ volumes = [] }: IPodSpec): string[] =>
  volumes.flatMap((volume) => Object.keys(volume).filter((key) => key !== 'name' && !VOLUMES.includes(key)));

function breachesOfPods({ name, spec }: Pods): string[] {
  const { hostNetwork, hostPID, hostIPC, securityContext } = spec;
  return said(name, [
    (hostNetwork || hostPID || hostIPC) && 'shares a namespace of its node',
    (securityContext?.sysctls?.length ?? 0) > 0 && 'sets sysctls',
    securityContext?.runAsUser === 0 && 'runs as root',
    ...foreignVolumes(spec).map((kind) => `mounts a volume of kind ${kind}`),
  ]);
}

function breachesOfContainer({ place, container, pods }: Placed): string[] {
  const inPod = pods.spec.securityContext;
  const own = container.securityContext;
  const added = own?.capabilities?.add ?? [];
  const seccomp = own?.seccompProfile?.type ?? inPod?.seccompProfile?.type;
  return said(place, [
    own?.privileged && 'is privileged',
    own?.allowPrivilegeEscalation !== false && 'may gain privileges',
    (own?.runAsNonRoot ?? inPod?.runAsNonRoot) !== true && 'may run as root',
    own?.runAsUser === 0 && 'runs as root',
    !own?.capabilities?.drop?.includes('ALL') && 'keeps capabilities',
    added.some((name) => name !== 'NET_BIND_SERVICE') && `adds capabilities: ${added.join(', ')}`,
    !(seccomp && SECCOMP.includes(seccomp)) && 'has no seccomp profile',
    (own?.procMount ?? 'Default') !== 'Default' && 'unmasks /proc',
    container.ports?.some(({ hostPort }) => hostPort) && 'takes a port of its node',
  ]);
}

/** Pods pass the restricted Pod Security Standard, which the namespace asks for. */
export const restrictedProfile: Rule = (estate) => [
  ...estate
    .all('Namespace')
    .filter(({ metadata }) => metadata?.labels?.['pod-security.kubernetes.io/enforce'] !== 'restricted')
    .map(({ metadata }) => `namespace ${metadata?.name} does not enforce the restricted profile`),
  ...estate.pods.flatMap(breachesOfPods),
  ...estate.containers.flatMap(breachesOfContainer),
];
