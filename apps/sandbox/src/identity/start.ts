import { join } from 'node:path';
import type { ChildProcesses } from '../child-processes.js';
import { programFile } from '../paths.js';
import { isListening } from '../ports.js';

/** What the API must know of the provider. */
export interface IdentityPlace {
  issuer: string;
  audience: string;
  /** Whether it takes requests yet. */
  isUp: () => Promise<boolean>;
}

/** The audience of every access token: the name of the API. */
export const AUDIENCE = 'etlaas';

/** What the provider stands on. */
interface IdentityBasis {
  apiPort: number;
  /** The address it listens on; absent: loopback. Its issuer is on loopback in any case. */
  host?: string | undefined;
  folder: string;
  children: ChildProcesses;
}

/** Starts the OpenID provider, which is up a moment later. */
export function startIdentityProvider(port: number, { apiPort, host, folder, children }: IdentityBasis): IdentityPlace {
  const portals = ['localhost', '127.0.0.1'].map((host) => `http://${host}:${apiPort}`);
  children.start({
    name: 'the OpenID provider',
    command: process.execPath,
    args: [programFile('identity-provider')],
    env: { IDENTITY_PORT: String(port), IDENTITY_PORTALS: portals.join(','), ...(host && { IDENTITY_HOST: host }) },
    logFile: join(folder, 'identity.log'),
    turn: 'last',
  });
  return { issuer: `http://127.0.0.1:${port}`, audience: AUDIENCE, isUp: () => isListening(port) };
}
