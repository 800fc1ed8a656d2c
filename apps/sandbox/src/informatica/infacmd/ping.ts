import { isAlive } from '../state/domain.js';
import { same } from '../text.js';
import { type Command, DOMAIN, domainFailure, NODE, RESILIENCE, SERVICE } from './command.js';
import { getService, reachDomain } from './sign-in.js';

/** Pings the domain, a node or a service. Needs no login, and says nothing of `Enabled`. */
export const ping: Command = {
  name: 'Ping',
  options: [DOMAIN, SERVICE, { names: ['dg', 'GatewayAddress'] }, NODE, RESILIENCE],
  required: ['dn'],
  async run(request, host) {
    const domain = await reachDomain(request, host);
    const gateway = `${domain.gateway.host}:${domain.gateway.port}`;
    const node = request.values.get('nn');
    if (node !== undefined && !same(node, domain.node)) {
      throw domainFailure(`[DOM_99007] Cannot find node [${node}] in the domain.`);
    }
    if (request.values.has('sn')) {
      const service = getService(domain, request);
      if (!isAlive(service, host.now())) {
        throw domainFailure(`[DOM_99005] The service [${service.name}] does not answer.`);
      }
      return pinged(`Service [${service.name}] Domain [${domain.name}]`, `${service.host}:${service.port}`);
    }
    return pinged(`${node === undefined ? '' : `Node [${domain.node}] `}Domain [${domain.name}]`, gateway);
  },
};

const pinged = (what: string, address: string) => [
  `[INFACMD_10052] ${what} Host:Port [${address}] was successfully pinged.`,
];
