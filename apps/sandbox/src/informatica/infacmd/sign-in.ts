import { areAccepted, refusal } from '../credentials.js';
import type { Host } from '../host.js';
import { type Domain, findService, type Service } from '../state/domain.js';
import { same } from '../text.js';
import { domainFailure, Failure, givenValue, type Request } from './command.js';

/** The domain that the request names, if a gateway answers for it. No login. */
export async function reachDomain(request: Request, host: Host): Promise<Domain> {
  const domain = await host.read();
  const name = givenValue(request, 'dn') ?? '';
  const gateways = (request.values.get('hp') ?? request.values.get('dg'))?.split(' ');
  const { host: gatewayHost, port } = domain.gateway;
  const isRightGateway = gateways?.some((gateway) => same(gateway, `${gatewayHost}:${port}`)) ?? true;
  if (host.rule?.does === 'gateway-down' || !same(name, domain.name) || !isRightGateway) {
    throw new Failure(`[PCSF_46007] No gateway is available for the domain [${name}].`);
  }
  return domain;
}

/** The domain, after a login with the request's user. */
export async function signIn(request: Request, host: Host): Promise<Domain> {
  const domain = await reachDomain(request, host);
  const credentials = {
    user: givenValue(request, 'un') ?? '',
    securityDomain: givenValue(request, 'sdn') ?? 'Native',
    plain: request.values.get('pd'),
    encrypted: request.env['INFA_DEFAULT_DOMAIN_PASSWORD'],
  };
  if (host.rule?.does === 'login-refused' || !areAccepted(domain, credentials, request.env)) {
    throw domainFailure(
      `[DTF_0020] The [UserManagementService] Service failed to authenticate the user with the error message [${refusal(credentials)}].`,
    );
  }
  return domain;
}

/** The service that the request names. */
export function getService(domain: Domain, request: Request): Service {
  const name = request.values.get('sn') ?? '';
  const service = findService(domain, name);
  if (!service) throw domainFailure(`[DOM_99002] Cannot find service [${name}] in the domain.`);
  return service;
}
