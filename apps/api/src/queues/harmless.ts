import { isFinal, type JobRecord } from '#libs/queue';

/** What the board's buttons for one job can do. */
export type Action = 'retry' | 'remove';

/** Where Bull has a job; undefined where it has none. */
export type BullState = string | undefined;

/** Whether something may be done, and why or why not, in a sentence. */
export interface Verdict {
  allowed: boolean;
  reason: string;
}

const yes = (reason: string): Verdict => ({ allowed: true, reason });
const no = (reason: string): Verdict => ({ allowed: false, reason });

/**
 * Whether it is harmless to do that with a job. The truth about a job is our own record: what Bull has is only its way to a
 * worker, and may be wrong or forged.
 */
export function judge(action: Action, record: JobRecord | undefined, state: BullState): Verdict {
  if (!record) return no('There is no record of this job, so nobody can say what became of it.');
  return action === 'retry' ? judgeRetry(record, state) : judgeRemoval(record, state);
}

/** Only what Bull gave up before anybody began it, or what only reads. */
function judgeRetry(record: JobRecord, state: BullState): Verdict {
  if (isFinal(record))
    return no(`The job has ended: it is ${record.status}. Submit the operation again if it is needed.`);
  if (record.isInLine) return no('The job waits for another one, and begins by itself when its turn comes.');
  if (state !== 'failed') return no('The queue has not given the job up: it is delivered without help.');
  if (record.kind === 'read') return yes('The queue gave up a read, which changes nothing.');
  if (record.status === 'queued' && !record.startedAt) return yes('The queue gave up a change that nobody has begun.');
  return no('The change has begun. How it ended is found out by itself, and never by running it again.');
}

/** Only what has ended: then its record stays, and says the same. */
function judgeRemoval(record: JobRecord, state: BullState): Verdict {
  if (!isFinal(record)) return no('The job has not ended by its record. To end it, cancel it at /v1/jobs.');
  if (state === undefined) return no('The queue does not have the job any more.');
  if (state === 'active') return no('A worker has the job in its hands. It is taken off the queue by itself.');
  return yes(`The job has ended: it is ${record.status}. Its record stays.`);
}
