import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchFault } from '../scene/bench-fault.js';
import { environmentOf, TRIGRAM } from '../scene/estate.js';
import type { Lifetime } from '../scene/lifetime.js';
import type { Scene } from '../scene/scene.js';

/** What of a finished job is looked at. Times are milliseconds by Redis' clock. */
export interface JobTimes {
  id: string;
  createdAt: number;
  startedAt: number;
  finishedAt: number;
}

const WAIT_S = 20;

/** The path under which the repositories of a domain are listed. */
export const repositoriesPath = (domain: string, host: string): string =>
  `/v1/trigrams/${TRIGRAM}/domains/${domain}/repositories?environment=${environmentOf(host)}&host=${host}`;

/** A caller of the API with one warm connection. */
export class ApiClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #origin: string;
  readonly #authorization: string;
  #sent = 0;

  constructor({ api, identity }: Scene, life: Lifetime) {
    this.#origin = api.origin;
    this.#authorization = `Bearer ${identity.token}`;
    life.onEnd(() => this.#agent.destroy());
  }

  /** How many requests it has sent. */
  get sent(): number {
    return this.#sent;
  }

  /** Submits, and waits for the result on the same request. Rejects unless the job succeeded in time by its own reading. */
  async listRepositories(domain: string, host: string): Promise<JobTimes> {
    return timesOf(await this.get(repositoriesPath(domain, host), { prefer: `wait=${WAIT_S}` }));
  }

  /** As `listRepositories`, but asks every so many ms whether the job has ended. */
  async pollRepositories(domain: string, host: string, everyMs: number): Promise<JobTimes> {
    let answer = await this.get(repositoriesPath(domain, host));
    while (answer['status'] === 'queued' || answer['status'] === 'running') {
      await sleep(everyMs);
      answer = await this.get(`/v1/jobs/${answer['id']}`);
    }
    return timesOf(answer);
  }

  /** The JSON object of an answer. Rejects where the status is not 2xx. */
  get(path: string, headers: Record<string, string> = {}): Promise<Record<string, unknown>> {
    return this.#ask('GET', path, headers);
  }

  /** As `get`, without a body. */
  post(path: string): Promise<Record<string, unknown>> {
    return this.#ask('POST', path, {});
  }

  #ask(method: 'GET' | 'POST', path: string, headers: Record<string, string>): Promise<Record<string, unknown>> {
    this.#sent += 1;
    return new Promise((resolve, reject) => {
      const options = { method, agent: this.#agent, headers: { authorization: this.#authorization, ...headers } };
      request(`${this.#origin}${path}`, options, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part) => {
          text += part;
        });
        response.on('end', () => {
          if (String(response.statusCode).startsWith('2')) resolve(JSON.parse(text) as Record<string, unknown>);
          else reject(new BenchFault(`${method} ${path} answered ${response.statusCode}: ${text}`));
        });
        response.on('error', reject);
      })
        .on('error', reject)
        .end();
    });
  }
}

function timesOf(answer: Record<string, unknown>): JobTimes {
  const { id, status, sharedFrom, createdAt, startedAt, finishedAt } = answer as Record<string, string>;
  if (!id || status !== 'succeeded') throw new BenchFault(`a job did not succeed: ${JSON.stringify(answer)}`);
  if (sharedFrom) throw new BenchFault(`the job ${id} had its result from another, so it is none of its own`);
  const [created = 0, started = 0, finished = 0] = [createdAt, startedAt, finishedAt].map((at) => Date.parse(`${at}`));
  return { id, createdAt: created, startedAt: started, finishedAt: finished };
}
