import type { Caller } from '#libs/auth';
import { isSameName, type Operation } from '#libs/informatica';
import type { JobLists, JobRecord, JobTarget } from '#libs/queue';
import type { JobVisibility } from './job-visibility.js';

/** So many of the newest jobs of a trigram are looked at: an older reading would tell little. */
const LOOK_BACK = 50;

/** Finds what was read last of a target, among the jobs that a caller may see. Asks no host. */
export class LastReads {
  constructor(
    private readonly lists: JobLists,
    private readonly visibility: JobVisibility,
  ) {}

  /** The newest succeeded job of one of these operations about the same place, and the same object where it names one. */
  async find(operations: readonly Operation[], target: JobTarget, caller: Caller): Promise<JobRecord | undefined> {
    const scope = { subject: caller.subject, trigrams: [target.trigram] };
    const { jobs } = await this.lists.page(scope, LOOK_BACK);
    const names = operations.map(({ name }) => name);
    const reads = jobs.filter((job) => names.includes(job.operation) && isAbout(job, target));
    const [newest] = reads.sort((a, b) => Date.parse(b.finishedAt ?? '') - Date.parse(a.finishedAt ?? ''));
    return newest && (await this.visibility.visible([newest], caller))[0];
  }
}

function isAbout({ status, target: read }: JobRecord, target: JobTarget): boolean {
  const isSamePlace = read.domain === target.domain && read.environment === target.environment;
  return status === 'succeeded' && isSamePlace && isSame(read, target, 'service') && isSame(read, target, 'repository');
}

/** A list of a domain names no object, and is about all of them. */
const isSame = (read: JobTarget, target: JobTarget, name: 'service' | 'repository'): boolean => {
  const [asked, meant] = [read[name], target[name]];
  return asked === undefined || (meant !== undefined && isSameName(asked, meant));
};
