import { same } from '../text.js';
import { type Command, LOGIN, LOGIN_OPTIONS, SERVICE } from './command.js';
import { getService, signIn } from './sign-in.js';

/** Names of services, all or of one type; no type and no state. */
export const listServices: Command = {
  name: 'ListServices',
  options: [...LOGIN_OPTIONS, { names: ['st', 'ServiceType'] }],
  required: LOGIN,
  async run(request, host) {
    const { services } = await signIn(request, host);
    const type = request.values.get('st');
    return services.filter((one) => type === undefined || same(one.type, type)).map(({ name }) => name);
  },
};

/** Names of nodes. The simulated node has every role. */
export const listNodes: Command = {
  name: 'ListNodes',
  options: [...LOGIN_OPTIONS, { names: ['nr', 'NodeRole'] }],
  required: LOGIN,
  run: async (request, host) => [(await signIn(request, host)).node],
};

/** Names of the nodes that a service runs on. */
export const listServiceNodes: Command = {
  name: 'ListServiceNodes',
  options: [...LOGIN_OPTIONS, SERVICE],
  required: [...LOGIN, 'sn'],
  async run(request, host) {
    const domain = await signIn(request, host);
    getService(domain, request);
    return [domain.node];
  },
};
