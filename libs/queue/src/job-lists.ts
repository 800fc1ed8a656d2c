import type { JobRecord } from './job.js';
import { splitMember } from './job-member.js';
import type { JobStore } from './job-store.js';
import type { QueueKeys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** Whose jobs are listed: everybody's, or those of one requester and of some trigrams together. */
export type JobScope = { all: true } | { subject: string; trigrams: readonly string[] };

/** One page of jobs, newest first; `nextPageToken` is missing on the last page. */
export interface JobPage {
  jobs: JobRecord[];
  nextPageToken?: string;
}

type Entry = { member: string; position: number };

/** Lists jobs. Costs a page and not the whole history, however many jobs are kept. */
export class JobLists {
  constructor(
    private readonly redis: RedisClient,
    private readonly keys: QueueKeys,
    private readonly store: JobStore,
  ) {}

  /** A page of the jobs in scope. `pageToken` is the `nextPageToken` of the page before. */
  async page(scope: JobScope, pageSize: number, pageToken?: string): Promise<JobPage> {
    const before = pageToken ? `(${pageToken}` : '+inf';
    const entries = await this.newest(this.listsOf(scope), before, pageSize + 1);
    const shown = entries.slice(0, pageSize);
    const jobs = await this.store.findMany(shown.map(({ member }) => splitMember(member)));
    const last = entries.length > pageSize ? shown.at(-1) : undefined;
    return { jobs, ...(last && { nextPageToken: last.position.toFixed(0) }) };
  }

  private listsOf(scope: JobScope): string[] {
    if ('all' in scope) return [this.keys.allJobs()];
    return [this.keys.jobsOfRequester(scope.subject), ...scope.trigrams.map((name) => this.keys.jobsOfTrigram(name))];
  }

  /** The newest of several lists: no entry that a page shows can lie beyond the first `count` of its own list. */
  private async newest(lists: readonly string[], before: string, count: number): Promise<Entry[]> {
    const answers = await Promise.all(
      lists.map((list) => this.redis.zrevrangebyscore(list, before, '-inf', 'WITHSCORES', 'LIMIT', 0, count)),
    );
    const positions = new Map<string, number>();
    for (const answer of answers) {
      for (let index = 0; index + 1 < answer.length; index += 2) {
        positions.set(answer[index] ?? '', Number(answer[index + 1]));
      }
    }
    return [...positions]
      .map(([member, position]) => ({ member, position }))
      .sort((a, b) => b.position - a.position)
      .slice(0, count);
  }
}
