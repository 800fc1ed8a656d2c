import type { Compose, Service } from './compose.js';
import type { Dockerfile } from './dockerfile.js';

/** What the rules need to know beside the file. */
export interface ComposeSurroundings {
  dockerfile: Dockerfile;
  /** The names of all settings. */
  settings: ReadonlySet<string>;
}

const SECRET_VALUE = /PASSWORD|SECRET|TOKEN|_KEYS?$|CREDENTIALS|PASSPHRASE/;

/** What Node.js itself reads. */
const OF_NODE = new Set(['NODE_EXTRA_CA_CERTS']);

/** By tag or digest, and no tag that moves with every release. */
const isExact = (image = ''): boolean => /:[\w.-]+(@sha256:[0-9a-f]{64})?$/.test(image) && !image.includes(':latest');

/** What our rules find wrong with a compose file: a sentence each. */
export function composeFaults(compose: Compose, surroundings: ComposeSurroundings): string[] {
  const services = Object.entries(compose.services);
  return [
    ...services.flatMap(([name, service]) =>
      [
        ...confinementFaults(service),
        ...secretFaults(service, compose),
        ...settingFaults(service, surroundings),
        ...publishedFaults(service),
        ...healthFaults(service, compose, surroundings.dockerfile),
      ].map((fault) => `${name}: ${fault}`),
    ),
    ...unusedSecrets(compose).map((name) => `secret ${name} is for nobody`),
  ];
}

function confinementFaults(service: Service): string[] {
  const { read_only, cap_drop, security_opt, user, image, tmpfs = [], stop_grace_period, pids_limit, deploy } = service;
  const forbidden = ['privileged', 'cap_add', 'devices', 'network_mode', 'pid'] as const;
  return [
    ...forbidden.filter((key) => service[key] !== undefined).map((key) => `has ${key}`),
    ...(read_only ? [] : ['its root file system can be written to']),
    ...(cap_drop?.includes('ALL') ? [] : ['keeps capabilities']),
    ...(security_opt?.includes('no-new-privileges:true') ? [] : ['may get privileges']),
    ...(/^[1-9]\d*:[1-9]\d*$/.test(user ?? '') ? [] : ['runs as root, or as who knows whom']),
    ...(isExact(image) ? [] : [`${image} is no version`]),
    ...(stop_grace_period === '40s' ? [] : ['is not given 40 s to end']),
    ...(pids_limit && deploy?.resources.limits.memory && deploy.resources.limits.cpus ? [] : ['has no limits']),
    ...tmpfs.filter((each) => !/size=.*nosuid,nodev/.test(each)).map((each) => `${each} is not bounded`),
  ];
}

/** Each secret is a file that is declared, and a setting that names a file names one that is there. */
function secretFaults({ environment = {}, secrets = [] }: Service, compose: Compose): string[] {
  const there = secrets.map(({ target }) => `/run/secrets/${target}`);
  const named = Object.entries(environment).filter(([, value]) => String(value).startsWith('/run/secrets/'));
  const plain = Object.keys(environment).filter((name) => SECRET_VALUE.test(name) && !name.endsWith('_FILE'));
  return [
    ...plain.map((name) => `${name} stands in the file`),
    ...secrets
      .filter(({ source }) => !compose.secrets?.[source])
      .map(({ source }) => `secret ${source} does not exist`),
    ...named.filter(([, value]) => !there.includes(value)).map(([name]) => `${name} names a file that it does not get`),
    ...(named.length > 0
      ? there
          .filter((path) => !named.some(([, value]) => value === path))
          .map((path) => `${path} is used by no setting`)
      : []),
  ];
}

const settingFaults = ({ build, environment = {} }: Service, { settings }: ComposeSurroundings): string[] =>
  build?.target === 'sandbox'
    ? []
    : Object.keys(environment)
        .filter((name) => !settings.has(name.replace(/_FILE$/, '')) && !settings.has(name) && !OF_NODE.has(name))
        .map((name) => `${name} is no setting`);

const publishedFaults = ({ ports = [] }: Service): string[] =>
  ports.filter((port) => !port.startsWith('127.0.0.1:')).map((port) => `${port} is published to everybody`);

/** Its own health check or that of its image; and who waits for it waits until it is well. */
function healthFaults({ healthcheck, build, depends_on = {} }: Service, { services }: Compose, dockerfile: Dockerfile) {
  const isChecked = healthcheck
    ? healthcheck.test[0] === 'CMD'
    : dockerfile.configOf(build?.target ?? '').healthCheck.length > 0;
  const careless = Object.entries(depends_on).filter(
    ([name, { condition }]) => !services[name] || condition !== 'service_healthy',
  );
  return [
    ...(isChecked ? [] : ['nobody looks whether it is well']),
    ...careless.map(([name]) => `does not wait until ${name} is well`),
  ];
}

function unusedSecrets({ services, secrets = {} }: Compose): string[] {
  const used = Object.values(services).flatMap((service) => service.secrets ?? []);
  return Object.keys(secrets).filter((name) => !used.some(({ source }) => source === name));
}
