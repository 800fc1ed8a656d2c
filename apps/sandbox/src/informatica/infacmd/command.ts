import type { Host } from '../host.js';
import type { OptionSpec } from '../options.js';
import type { Env } from '../program.js';

/** What a command was given: options by their short names, and the environment that stands in for some of them. */
export interface Request {
  values: ReadonlyMap<string, string>;
  env: Env;
}

/** One command of infacmd's plug-in `isp`. */
export interface Command {
  name: string;
  options: readonly OptionSpec[];
  /** Short names that must be given, as option or by their variable. */
  required: readonly string[];
  /** The lines to print before the success line. Throws `Failure`. */
  run(request: Request, host: Host): Promise<readonly string[]>;
}

/** An error that infacmd prints inside `ICMD_10033`; the message is the inner text. */
export class Failure extends Error {}

/** An error that the domain reported, with its own bracketed code in front. */
export const domainFailure = (text: string) => new Failure(`[INFACMD_40000] ${text}`);

export const DOMAIN: OptionSpec = { names: ['dn', 'DomainName'] };
export const SERVICE: OptionSpec = { names: ['sn', 'ServiceName'] };
export const NODE: OptionSpec = { names: ['nn', 'NodeName'] };
export const RESILIENCE: OptionSpec = { names: ['re', 'ResilienceTimeout'] };

/** The options of every command that logs in. */
export const LOGIN_OPTIONS: readonly OptionSpec[] = [
  DOMAIN,
  { names: ['un', 'UserName'] },
  { names: ['pd', 'Password'] },
  { names: ['sdn', 'SecurityDomain'] },
  { names: ['hp', 'Gateway'], takes: 'many' },
  RESILIENCE,
];

/** What every command that logs in must be given. */
export const LOGIN = ['dn', 'un', 'pd'] as const;

const VARIABLES: Readonly<Record<string, string>> = {
  dn: 'INFA_DEFAULT_DOMAIN',
  un: 'INFA_DEFAULT_DOMAIN_USER',
  pd: 'INFA_DEFAULT_DOMAIN_PASSWORD',
  sdn: 'INFA_DEFAULT_SECURITY_DOMAIN',
};

/** The value of an option; the option wins over the variable. An empty variable counts as absent. */
export const givenValue = ({ values, env }: Request, name: string): string | undefined =>
  values.get(name) ?? (env[VARIABLES[name] ?? ''] || undefined);
