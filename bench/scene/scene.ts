import { Redis } from 'ioredis';
import { Apps } from './apps.js';
import type { Child } from './child.js';
import { type Estate, startEstate } from './estate.js';
import type { Lifetime } from './lifetime.js';
import { makePlaces, type Places } from './places.js';
import { findFreePorts } from './ports.js';
import { startRedis } from './redis.js';
import { ServiceNames } from './service-names.js';
import { type Identity, startTokenIssuer } from './token-issuer.js';

/** Everything that is measured, up and running. */
export interface Scene {
  places: Places;
  identity: Identity;
  estate: Estate;
  redis: { url: string; pid: number; client: Redis };
  api: { origin: string; pid: number };
  worker: Child;
  services: ServiceNames;
  /** For one more API that differs in a setting or an argument of Node.js. */
  apps: Apps;
  /** For the peer of the rates, which starts later. */
  peerPort: number;
}

/** Brings up Redis, an issuer, the SSH hosts, api and worker; `life` ends them. */
export async function startScene(life: Lifetime): Promise<Scene> {
  const places = makePlaces(life);
  const [redisPort = 0, host = 0, recorder = 0, apiPort = 0, peerPort = 0] = await findFreePorts(5);
  const redis = await startRedis(redisPort, places, life);
  const url = `redis://127.0.0.1:${redisPort}`;
  const client = new Redis(url);
  life.onEnd(() => client.disconnect());
  const identity = await startTokenIssuer(life);
  const estate = await startEstate({ host, recorder }, places, life);
  const apps = new Apps({ estate, identity, redisUrl: url, places, life });
  const [api, worker] = await Promise.all([apps.startApi(apiPort), apps.startWorker(apiPort)]);
  return {
    places,
    identity,
    estate,
    redis: { url, pid: redis.pid, client },
    api: { origin: `http://127.0.0.1:${apiPort}`, pid: api.pid },
    worker,
    services: new ServiceNames(),
    apps,
    peerPort,
  };
}
