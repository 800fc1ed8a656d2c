import { AppError, type FieldFault } from '#libs/platform';
import type { Environment } from './environment.js';
import type { InformaticaHost, Inventory } from './inventory.js';

/** Where a caller wants to act. `host` is as the caller sent it. */
export interface Place {
  domain: string;
  environment: Environment;
  host?: string | undefined;
}

/**
 * The one host on which a request runs. Host names compare without case.
 *
 * Throws `VALIDATION_FAILED` (the name lacks `suffix`), `DOMAIN_NOT_FOUND` (no host serves the domain there),
 * `HOST_NOT_IN_DOMAIN` and `HOST_REQUIRED` (several hosts, none named). Says nothing about permission: decide that first.
 */
export function chooseHost(inventory: Inventory, { domain, environment, host }: Place, suffix = ''): InformaticaHost {
  const wished = host?.toLowerCase();
  if (wished !== undefined && !wished.endsWith(suffix.toLowerCase())) {
    throw new AppError('VALIDATION_FAILED', `The host name must end in ${suffix}.`, atHost(`must end in ${suffix}`));
  }
  const hosts = inventory.hostsFor(domain, environment);
  if (hosts.length === 0) throw noHost(environment);
  const found = wished === undefined ? hosts : hosts.filter(({ hostname }) => hostname === wished);
  const [only, another] = found;
  if (only && !another) return only;
  throw only ? hostRequired(hosts) : notInDomain(hosts);
}

const noHost = (environment: Environment): AppError =>
  new AppError('DOMAIN_NOT_FOUND', `The inventory lists no host for this domain in ${environment}.`);

const hostRequired = (hosts: readonly InformaticaHost[]): AppError =>
  new AppError('HOST_REQUIRED', 'Several hosts serve this domain: name one of them.', atHost(oneOf(hosts)));

const notInDomain = (hosts: readonly InformaticaHost[]): AppError =>
  new AppError('HOST_NOT_IN_DOMAIN', 'The host does not serve this domain and environment.', atHost(oneOf(hosts)));

const oneOf = (hosts: readonly InformaticaHost[]): string =>
  `must be one of ${hosts.map(({ hostname }) => hostname).join(', ')}`;

const atHost = (detail: string): { errors: FieldFault[] } => ({ errors: [{ detail, parameter: 'host' }] });
