import { join } from 'node:path';
import type { ChildProcesses } from '../child-processes.js';
import type { Lifetime } from '../lifetime.js';
import { isListening } from '../ports.js';
import { waitUntil } from '../wait-until.js';

/** What the API must know of the provider. */
export interface IdentityPlace {
  issuer: string;
  audience: string;
}

/** The audience of every access token: the name of the API. */
export const AUDIENCE = 'etlaas';

/** Starts the OpenID provider; resolves when it takes requests. */
export async function startIdentityProvider(
  port: number,
  { apiPort, folder, children, life }: { apiPort: number; folder: string; children: ChildProcesses; life: Lifetime },
): Promise<IdentityPlace> {
  const portals = ['localhost', '127.0.0.1'].map((host) => `http://${host}:${apiPort}`);
  children.start({
    name: 'the OpenID provider',
    command: process.execPath,
    args: [join(import.meta.dirname, 'main.js')],
    env: { IDENTITY_PORT: String(port), IDENTITY_PORTALS: portals.join(',') },
    logFile: join(folder, 'identity.log'),
    turn: 'last',
  });
  await waitUntil('the OpenID provider does not listen', () => isListening(port), life);
  return { issuer: `http://127.0.0.1:${port}`, audience: AUDIENCE };
}
