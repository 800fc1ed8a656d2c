import { areAccepted, refusal } from '../credentials.js';
import { longDate } from '../dates.js';
import type { Host } from '../host.js';
import type { OptionSpec } from '../options.js';
import { CODE, credentialsOf, Failure, type Request, reachService, SERVICE_OPTIONS } from './request.js';

/** One command of pmcmd. */
export interface Command {
  name: string;
  options: readonly OptionSpec[];
  /** Each group needs exactly one of its options. */
  required: readonly (readonly string[])[];
  /** The lines inside the frame. Throws `Failure`. */
  run(request: Request, host: Host): Promise<readonly string[]>;
}

/** Liveness of an Integration Service, without a login. */
export const pingService: Command = {
  name: 'pingservice',
  options: SERVICE_OPTIONS,
  required: [['sv']],
  async run(request, host) {
    await reachService(request, host);
    return ['Integration Service is alive.'];
  },
};

/** State of an Integration Service; proves credentials. No workflows run in the simulator. */
export const getServiceDetails: Command = {
  name: 'getservicedetails',
  options: [
    ...SERVICE_OPTIONS,
    { names: ['u', 'user'] },
    { names: ['uv', 'uservar'] },
    { names: ['p', 'password'] },
    { names: ['pv', 'passwordvar'] },
    { names: ['usd', 'usersecuritydomain'] },
    { names: ['usdv', 'usersecuritydomainvar'] },
    { names: ['all'], takes: 'none' },
    { names: ['running'], takes: 'none' },
    { names: ['scheduled'], takes: 'none' },
  ],
  required: [['sv'], ['u', 'uv'], ['p', 'pv']],
  async run(request, host) {
    const credentials = credentialsOf(request);
    const { domain, service } = await reachService(request, host);
    if (host.rule?.does === 'login-refused' || !areAccepted(domain, credentials, request.env)) {
      throw new Failure(CODE.badCredentials, refusal(credentials));
    }
    return [
      `Connected to Integration Service: [${service.name}].`,
      'Integration Service status: [Running]',
      `Integration Service startup time: [${longDate(service.answersFrom ?? 0)}]`,
      `Integration Service current time: [${longDate(host.now())}]`,
      ...['active workflows', 'waiting sessions', 'active sessions'].map((what) => `Number of ${what}: [0]`),
    ];
  },
};
