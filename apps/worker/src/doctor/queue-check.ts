import { once } from 'node:events';
import { VERSION } from '#libs/platform';
import { openRedisPlace, type Presence, queueKeysOf, RedisConnections, refusalOf, WorkerPresence } from '#libs/queue';
import { type Check, Finding } from './check.js';
import type { Patient } from './patient.js';

const ANSWERS_WITHIN_MS = 5_000;

/** Whether jobs of the zone come to a worker. */
export const queueCheck = (patient: Patient): Check => ({
  name: 'Redis',
  needs: ['zone'],
  look: () => lookForWorkers(patient),
});

async function lookForWorkers({ settings, knownRow: { zone }, logger }: Patient): Promise<string> {
  const connections = new RedisConnections(await openRedisPlace(settings), logger);
  let fault: unknown;
  try {
    const redis = connections.open('asking').on('error', (error) => {
      fault ??= error;
    });
    await once(redis, 'ready', { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });
    const workers = await new WorkerPresence(redis, queueKeysOf(settings), logger).workersOf(zone);
    if (workers.length === 0) throw nobody(zone);
    return `answers; ${workers.map(told).join('; ')}`;
  } catch (error) {
    throw error instanceof Finding ? error : away(fault ?? error);
  } finally {
    connections.close();
  }
}

const nobody = (zone: string): Finding =>
  new Finding(
    `Redis answers, but no worker of zone ${zone} has announced itself there.`,
    'Start one (npm run start:worker), and read its log: it names every wrong setting.',
  );

/** Its words, where it has some: Redis says nothing secret, and ioredis names the address only. */
function away(error: unknown): Finding {
  const { code, message } = error as { code?: string; message?: string };
  const next = refusalOf(error)
    ? 'Mend user and password in REDIS_URL or REDIS_PASSWORD, or what the ACL of that user allows.'
    : 'Mend REDIS_*, start Redis, or have the way from here to it opened.';
  return new Finding(`Redis does not answer as it should: ${code ?? message ?? 'it says nothing'}.`, next, error);
}

function told({ worker, transport, version, since, acceptsChanges, refusal }: Presence): string {
  const refuses = acceptsChanges ? '' : `, refuses changes (${refusal})`;
  const other = version === VERSION ? '' : ` (here is ${VERSION})`;
  return `worker ${worker} since ${since}, transport ${transport}, version ${version}${other}${refuses}`;
}
