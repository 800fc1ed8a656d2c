import { randomUUID } from 'node:crypto';
import { type AcceptedJob, JobStore, QueueKeys } from '#libs/queue';
import { ENVIRONMENT, HOST, TRIGRAM, ZONE } from '../scene/estate.js';
import type { Scene } from '../scene/scene.js';
import { CLIENT } from '../scene/token-issuer.js';
import { type LoadRun, load } from './load.js';
import type { RateRepetitions } from './rates.js';

/** One request: its runs while few jobs are kept, and while many are. */
export interface KeptComparison {
  name: string;
  few: readonly LoadRun[];
  many: readonly LoadRun[];
}

export const FEW = 100;
export const MANY = 100_000;
/** So many that a filter for them wants few of many. */
const RARE = 5;
const AT_ONCE = 200;

/** Measures polls and lists with few and with many kept jobs, in an empty Redis. No worker may be running. */
export async function measureKeptJobs(scene: Scene, repetitions: RateRepetitions): Promise<KeptComparison[]> {
  await scene.redis.client.flushall();
  const store = new JobStore(scene.redis.client, new QueueKeys('etlaas'), [ZONE], {
    startWithinMs: 600_000,
    keptForMs: 604_800_000,
    verifyWithinMs: 900_000,
  });
  const jobs = new Jobs(store, scene.estate.workloads.free.domain);
  for (let rare = 0; rare < RARE; rare += 1) await jobs.add('INT_RARE', 'failed');
  await jobs.fillTo(FEW);
  const few = await measure(scene, jobs.first, repetitions);
  await jobs.fillTo(MANY);
  const many = await measure(scene, jobs.first, repetitions);
  return few.map(({ name, runs }, index) => ({ name, few: runs, many: many[index]?.runs ?? [] }));
}

async function measure(
  { api, identity, redis }: Scene,
  id: string,
  { seconds, pairs, warmUpRequests }: RateRepetitions,
) {
  const requests = {
    'polls of a job': `/v1/jobs/${id}`,
    'lists of the newest 5': `/v1/jobs?pageSize=${RARE}`,
    'lists of 5 that failed': `/v1/jobs?pageSize=${RARE}&status=failed`,
    'lists of 5 of a target': `/v1/jobs?pageSize=${RARE}&target=INT_RARE`,
    'lists of 5, with counts': `/v1/jobs?pageSize=${RARE}&status=failed&counts=true`,
  };
  const results: { name: string; runs: LoadRun[] }[] = [];
  for (const [name, path] of Object.entries(requests)) {
    const target = { url: `${api.origin}${path}`, method: 'GET' as const, pid: api.pid };
    const plan = { token: identity.token, redisPid: redis.pid };
    await load(target, { ...plan, length: { amount: warmUpRequests } });
    const runs: LoadRun[] = [];
    for (let run = 0; run < pairs; run += 1) runs.push(await load(target, { ...plan, length: { duration: seconds } }));
    results.push({ name, runs });
  }
  return results;
}

/** Jobs as they are after a busy week: accepted and ended by the scripts of the API itself. */
class Jobs {
  first = '';
  #count = 0;

  constructor(
    private readonly store: JobStore,
    private readonly domain: string,
  ) {}

  async fillTo(count: number): Promise<void> {
    while (this.#count < count) {
      const batch = Math.min(AT_ONCE, count - this.#count);
      await Promise.all(Array.from({ length: batch }, (_, number) => this.add(`INT_${number}`, 'succeeded')));
    }
  }

  async add(service: string, status: 'failed' | 'succeeded'): Promise<void> {
    this.#count += 1;
    const job: AcceptedJob = {
      id: randomUUID(),
      operation: 'integration-service.get',
      kind: 'read',
      input: { domain: this.domain, service },
      target: { trigram: TRIGRAM, domain: this.domain, environment: ENVIRONMENT, host: HOST, zone: ZONE, service },
      requestedBy: { subject: CLIENT, login: CLIENT, clientId: CLIENT },
      correlationId: randomUUID(),
    };
    this.first ||= job.id;
    await this.store.accept(job);
    const result = { name: service, enabled: true, alive: true, readAt: new Date().toISOString() };
    await this.store.finish(job, status, { result });
  }
}
