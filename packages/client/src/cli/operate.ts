import { hasEnded, type Job, Refused, type SubmitPath, Unreachable } from '../index.js';
import { type Context, needed } from './command.js';
import { finish, leave } from './finish.js';
import { Progress } from './progress.js';
import { showPlan } from './show-plan.js';

/** A request that becomes a job. */
export interface Submit {
  method: 'GET' | 'POST' | 'DELETE';
  path: SubmitPath<'GET'> | SubmitPath<'POST'> | SubmitPath<'DELETE'>;
  /** What the path names beside trigram and domain. */
  names?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  body?: Readonly<Record<string, unknown>>;
}

/** A wait broke off. The job goes on whatever we do. */
export class LeftAlone extends Error {
  constructor(
    readonly jobId: string,
    cause: unknown,
  ) {
    super('nobody waits for the job any more', { cause });
  }
}

/** A submit broke off. The job may exist, and with the same key it is found. */
export class Unanswered extends Error {
  constructor(
    readonly idempotencyKey: string,
    cause: unknown,
  ) {
    super('whether the job was accepted is not known', { cause });
  }
}

const TERMINAL_STEP_S = 2;
const STEP_S = 20;

/** Submits; waits where `--wait` says so and for everything that only reads. */
export async function operate(context: Context, submit: Submit): Promise<number> {
  const { args } = context;
  if ((args.query['validateOnly'] ?? 'false') !== 'false') return look(context, submit);
  const job = await submitOnce(context, submit);
  const isWaiting = args.isWaiting || submit.method === 'GET';
  return isWaiting ? finish(context, await waited(context, job)) : leave(context, job);
}

/** Waits for the end of a job, and tells how it comes on. */
export async function waited({ api, args, err, signal }: Context, job: Job): Promise<Job> {
  if (hasEnded(job)) return job;
  const progress = new Progress(err);
  // Where nobody looks on, a read is no news.
  const isTold = args.isWaiting || err.isTerminal;
  const tell = (now: Job) => isTold && progress.tell(now);
  tell(job);
  try {
    return await api.waitForJob(job.id, {
      signal,
      timeoutMs: args.timeout?.ms,
      stepS: err.isTerminal ? TERMINAL_STEP_S : STEP_S,
      onProgress: tell,
    });
  } catch (error) {
    throw new LeftAlone(job.id, error);
  } finally {
    progress.stop();
  }
}

async function submitOnce(context: Context, submit: Submit): Promise<Job> {
  const { api, args, err, signal } = context;
  const idempotencyKey = args.texts['idempotency-key'] ?? crypto.randomUUID();
  const request = { ...requestOf(context, submit), idempotencyKey, signal };
  try {
    const { job, isReplay } = await api.submit(
      submit.method as 'POST',
      submit.path as SubmitPath<'POST'>,
      request as never,
    );
    if (isReplay) err.line(`answered by the earlier job ${(job as Job).id}`);
    return job as Job;
  } catch (error) {
    throw mayExist(error, signal) && submit.method !== 'GET' ? new Unanswered(idempotencyKey, error) : error;
  }
}

const mayExist = (error: unknown, signal: AbortSignal): boolean =>
  signal.aborted || error instanceof Unreachable || (error instanceof Refused && error.status >= 500);

/** The plan of a change, and nothing done. */
async function look(context: Context, submit: Submit): Promise<number> {
  const { api, args, signal, out } = context;
  const request = { ...requestOf(context, submit), signal };
  const plan = await api.plan(submit.method as 'POST', submit.path as SubmitPath<'POST'>, request as never);
  if (args.isJson) out.json(plan);
  else showPlan(out, plan);
  return 0;
}

/** The only place where options meet an operation: what the API does not know, it refuses by name. */
function requestOf(context: Context, { names, query, body }: Submit): object {
  const [trigram = '', domain = ''] = needed(context, 'trigram', 'domain', 'environment');
  return {
    path: { trigram, domain, ...names },
    query: { ...context.args.query, ...query },
    ...(body && Object.keys(body).length > 0 && { body }),
  };
}
