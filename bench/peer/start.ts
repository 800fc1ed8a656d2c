import { join } from 'node:path';
import { Child, nodeArguments } from '../scene/child.js';
import type { Lifetime } from '../scene/lifetime.js';
import type { Scene } from '../scene/scene.js';
import { PEER_SETTINGS, type PeerSettings } from './settings.js';

/** The peer of the rates as a process of its own. */
export interface Peer {
  origin: string;
  pid: number;
}

/** The argument that makes `bench/main` the peer. */
export const PEER_ARGUMENT = 'peer';

/** Starts the peer on the scene's Redis. */
export async function startPeer({ peerPort, redis, identity, places }: Scene, life: Lifetime): Promise<Peer> {
  const origin = `http://127.0.0.1:${peerPort}`;
  const { issuer, jwksUri, audience } = identity;
  const settings: PeerSettings = { port: peerPort, redisUrl: redis.url, issuer, jwksUri, audience };
  const { pid } = await Child.start(
    {
      name: 'the peer',
      command: process.execPath,
      args: nodeArguments(join(import.meta.dirname, '..', 'main.js'), PEER_ARGUMENT),
      env: { [PEER_SETTINGS]: JSON.stringify(settings) },
      logFile: join(places.own, 'peer.log'),
      // 401 is an answer.
      isReady: async () => (await fetch(`${origin}/keys/none`)).status === 401,
    },
    life,
  );
  return { origin, pid };
}
