import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { readSettings, SettingsError, setting } from '#libs/platform';

/** Shorter than the time-out of the images' HEALTHCHECK, so that there is a sentence and not only a kill. */
const WITHIN_MS = 2_000;

/** Whoever listens on every address listens on loopback too. */
const EVERY_ADDRESS = ['0.0.0.0', '::'];

/** Of the app's own settings those that say where it tells how it does. */
const shape = {
  METRICS_PORT: setting.integer('TCP port of /health of the app that is asked', 1, 65_535),
  METRICS_HOST: setting.text('address that port is opened on').default('127.0.0.1'),
};

/** Asks the app whose environment this is whether it lives: undefined where it does, else a sentence. */
export async function findFault(env: Readonly<Record<string, string | undefined>>): Promise<string | undefined> {
  try {
    const { METRICS_PORT: port, METRICS_HOST } = readSettings(shape, env);
    const host = EVERY_ADDRESS.includes(METRICS_HOST) ? '127.0.0.1' : METRICS_HOST;
    const status = await statusOf(host, port);
    return status === 200 ? undefined : `The app answered ${status}.`;
  } catch (error) {
    return error instanceof SettingsError ? error.message : `The app does not answer (${codeOf(error)}).`;
  }
}

async function statusOf(host: string, port: number): Promise<number | undefined> {
  const asked = get({ host, port, path: '/health/live', agent: false, signal: AbortSignal.timeout(WITHIN_MS) });
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
