import type { Caller } from '#libs/auth';
import { isSameName, type Operation } from '#libs/informatica';
import type { JobLists, JobRecord, JobTarget } from '#libs/queue';
import type { JobVisibility } from './job-visibility.js';
import { readAtOf } from './reading.js';

/** So many of the newest reads of a domain are looked at: an older reading would tell little. */
const LOOK_BACK = 50;

/** Finds what was read last of a target, among the jobs that a caller may see. Asks no host. */
export class LastReads {
  constructor(
    private readonly lists: JobLists,
    private readonly visibility: JobVisibility,
  ) {}

  /** The newest succeeded job of one of these operations about the same place, and the same object where it names one. */
  async find(operations: readonly Operation[], target: JobTarget, caller: Caller): Promise<JobRecord | undefined> {
    const { trigram, domain, environment } = target;
    const names = operations.map(({ name }) => name);
    const filter = { statuses: ['succeeded'], operations: names, trigram, domain, environment } as const;
    const scope = await this.visibility.scopeOf(caller);
    const { jobs } = await this.lists.page(scope, filter, { size: LOOK_BACK, order: 'newest first' });
    const reads = jobs.filter((job) => isAbout(job, target));
    const msOf = (job: JobRecord): number => Date.parse(readAtOf(job, target) ?? '') || 0;
    const [newest] = reads.sort((one, other) => msOf(other) - msOf(one));
    return newest && (await this.visibility.visible([newest], caller))[0];
  }
}

const isAbout = ({ target: read }: JobRecord, target: JobTarget): boolean =>
  isSame(read, target, 'service') && isSame(read, target, 'repository');

/** A list of a domain names no object, and is about all of them. */
const isSame = (read: JobTarget, target: JobTarget, name: 'service' | 'repository'): boolean => {
  const [asked, meant] = [read[name], target[name]];
  return asked === undefined || (meant !== undefined && isSameName(asked, meant));
};
