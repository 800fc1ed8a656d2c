import { parseArgs } from 'node:util';

/** A setting that cannot be; the message is for the person who set it. */
export class SettingFault extends Error {}

/** What the sandbox can be told. */
export interface SandboxSettings {
  port: number;
  /** The address that the API and the OpenID provider listen on; absent: loopback. */
  host?: string;
  /** Of the OpenID provider; absent: one that is free. */
  identityPort?: number;
  /** End after the tour. */
  once: boolean;
  /** A Redis that runs already; absent: the sandbox starts its own. */
  redisUrl?: string;
  /** Simulated delays are multiplied by this, once the tour is over. */
  delayScale: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORT = 3000;
const HIGHEST_PORT = 65_535;
/** A tenth: slow enough to be seen, quick enough not to be waited for. */
const DEFAULT_DELAY_SCALE = 0.1;

/** Reads the environment and the arguments; throws a `SettingFault`. */
export function readSandboxSettings(env: Environment, args: readonly string[]): SandboxSettings {
  const [redisUrl, host] = [env['REDIS_URL'], env['SANDBOX_HOST']];
  return {
    port: readPort(env),
    ...(host && { host }),
    ...(env['IDENTITY_PORT'] && { identityPort: readPort(env, 'IDENTITY_PORT') }),
    once: readOnce(args),
    ...(redisUrl && { redisUrl }),
    delayScale: readNumber('SANDBOX_DELAY_SCALE', env['SANDBOX_DELAY_SCALE'], DEFAULT_DELAY_SCALE),
  };
}

/** The port of the sandbox by the environment, or another. */
export function readPort(env: Environment, name = 'PORT'): number {
  const port = readNumber(name, env[name], DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 1 || port > HIGHEST_PORT) {
    throw new SettingFault(`${name} must be a whole number from 1 to ${HIGHEST_PORT}, not "${env[name]}".`);
  }
  return port;
}

function readNumber(name: string, text: string | undefined, fallback: number): number {
  if (!text) return fallback;
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(text)) throw new SettingFault(`${name} must be a number, not "${text}".`);
  return Number(text);
}

function readOnce(args: readonly string[]): boolean {
  try {
    return parseArgs({ args: [...args], options: { once: { type: 'boolean', default: false } } }).values.once;
  } catch {
    throw new SettingFault(`npm start knows no argument but --once, not "${args.join(' ')}".`);
  }
}
