import { parseArgs } from 'node:util';

/** A setting that cannot be; the message is for the person who set it. */
export class SettingFault extends Error {}

/** What the sandbox can be told. */
export interface SandboxSettings {
  port: number;
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
  const redisUrl = env['REDIS_URL'];
  return {
    port: readPort(env),
    once: readOnce(args),
    ...(redisUrl && { redisUrl }),
    delayScale: readNumber('SANDBOX_DELAY_SCALE', env['SANDBOX_DELAY_SCALE'], DEFAULT_DELAY_SCALE),
  };
}

/** The port of the sandbox by the environment. */
export function readPort(env: Environment): number {
  const port = readNumber('PORT', env['PORT'], DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 1 || port > HIGHEST_PORT) {
    throw new SettingFault(`PORT must be a whole number from 1 to ${HIGHEST_PORT}, not "${env['PORT']}".`);
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
