import { readFileSync } from 'node:fs';
import { type ClientOptions, clientCredentials, EtlaasClient, type TokenSource } from '../index.js';
import { UsageFault } from './arguments.js';

/** The environment of the command. */
export type Env = Readonly<Record<string, string | undefined>>;

/** The API and who we are there, by the environment: nothing secret stands in the words that `ps` shows. */
export function connect(env: Env, onRetry: (error: Error) => void): EtlaasClient {
  const baseUrl = settingOf(env, 'ETLAAS_URL');
  if (!baseUrl) throw new UsageFault('ETLAAS_URL is not set: the address of the API, as https://etlaas.example.');
  if (/\/v1\/?$/.test(baseUrl)) throw new UsageFault('ETLAAS_URL is the address without /v1.');
  return explained({
    onRetry,
    baseUrl,
    token: tokenSource(env),
    allowPlainHttp: settingOf(env, 'ETLAAS_ALLOW_HTTP') === 'true',
  });
}

function explained(options: ClientOptions): EtlaasClient {
  try {
    return new EtlaasClient(options);
  } catch (error) {
    throw new UsageFault(`ETLAAS_URL: ${(error as Error).message}.`);
  }
}

function tokenSource(env: Env): TokenSource {
  const token = settingOf(env, 'ETLAAS_TOKEN');
  if (token) return () => token;
  const issuer = settingOf(env, 'ETLAAS_ISSUER');
  const clientId = settingOf(env, 'ETLAAS_CLIENT_ID');
  const clientSecret = settingOf(env, 'ETLAAS_CLIENT_SECRET');
  const scope = settingOf(env, 'ETLAAS_SCOPE');
  if (!issuer || !clientId || !clientSecret) {
    throw new UsageFault(
      'There is nobody to sign in. Set ETLAAS_TOKEN, or ETLAAS_ISSUER, ETLAAS_CLIENT_ID and ETLAAS_CLIENT_SECRET (or ' +
        'ETLAAS_CLIENT_SECRET_FILE, the path of a file that holds it).',
    );
  }
  try {
    return clientCredentials({ issuer, clientId, clientSecret, ...(scope && { scope }) });
  } catch (error) {
    throw new UsageFault(`ETLAAS_ISSUER: ${(error as Error).message}.`);
  }
}

/** A setting, or the content of the file that its `_FILE` names. */
function settingOf(env: Env, name: string): string | undefined {
  const file = env[`${name}_FILE`];
  if (!file) return env[name]?.trim() || undefined;
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    throw new UsageFault(`${name}_FILE cannot be read: ${(error as NodeJS.ErrnoException).code}.`);
  }
}
