import type { Credentials } from '../credentials.js';
import type { Host } from '../host.js';
import type { OptionSpec, Options } from '../options.js';
import type { Env } from '../program.js';
import { type Domain, findService, isAlive, type Service } from '../state/domain.js';
import { same } from '../text.js';

/** pmcmd's return codes, as far as the simulated commands give them. */
export const CODE = {
  notAvailable: 1,
  usage: 4,
  badCredentials: 7,
  userVariableEmpty: 13,
  passwordVariableEmpty: 14,
  userVariableMissing: 15,
  passwordVariableMissing: 16,
} as const;

/** An `ERROR` line and the return code it ends with. */
export class Failure extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** What a command was given: options by their short names. */
export interface Request {
  values: Options['values'];
  env: Env;
}

export const SERVICE_OPTIONS: readonly OptionSpec[] = [
  { names: ['sv', 'service'] },
  { names: ['d', 'domain'] },
  { names: ['t', 'timeout'] },
];

/** The Integration Service that the request names, if it answers. */
export async function reachService(
  { values, env }: Request,
  host: Host,
): Promise<{ domain: Domain; service: Service }> {
  const domain = await host.read();
  const name = values.get('sv') ?? '';
  const domainName = values.get('d') ?? env['INFA_DEFAULT_DOMAIN'] ?? '';
  if (host.rule?.does === 'gateway-down' || !same(domainName, domain.name)) {
    throw new Failure(CODE.notAvailable, `[PCSF_46007] No gateway is available for the domain [${domainName}].`);
  }
  const service = findService(domain, name);
  if (service?.type !== 'IS') {
    throw new Failure(CODE.notAvailable, `[DOM_10033] Cannot look up the service [${name}] in the domain.`);
  }
  if (!isAlive(service, host.now())) {
    throw new Failure(CODE.notAvailable, `Cannot connect to Integration Service [${service.name}].`);
  }
  return { domain, service };
}

/** User and password by option, or by the variable that an option names. */
export function credentialsOf({ values, env }: Request): Credentials {
  const fromVariable = (option: string, missing: number, empty: number) => {
    const variable = values.get(option);
    if (variable === undefined) return undefined;
    const value = env[variable];
    if (value === undefined) throw new Failure(missing, `The environment variable [${variable}] is missing.`);
    if (value === '') throw new Failure(empty, `The environment variable [${variable}] is empty.`);
    return value;
  };
  const user = values.get('u') ?? fromVariable('uv', CODE.userVariableMissing, CODE.userVariableEmpty);
  const encrypted = fromVariable('pv', CODE.passwordVariableMissing, CODE.passwordVariableEmpty);
  const securityDomain = values.get('usd') ?? env[values.get('usdv') ?? ''] ?? 'Native';
  return { user: user ?? '', securityDomain, plain: values.get('p'), encrypted };
}
