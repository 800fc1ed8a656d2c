import { hasEnded, type Job, type Problem, sentenceOf } from '../index.js';
import type { Context } from './command.js';
import { EXIT, exitCodeOf } from './exit-codes.js';
import { showResult } from './results.js';

const NEXT: Readonly<Record<string, string>> = {
  unknown: 'Whether it was done is not known: look at the target before you ask again.',
  expired: 'Nothing was run. Is there a worker in the zone? Then submit it again.',
  cancelled: 'It was taken back, or ended on request.',
};

/** Prints how a job ended. Resolves with the exit code, which follows the job. */
export function finish(context: Context, job: Job): number {
  const { args, out, err } = context;
  if (args.isJson) out.json(job);
  if (job.status === 'succeeded') {
    if (!args.isJson) showResult(context, job);
    return EXIT.succeeded;
  }
  err.line(
    `${job.operation} ${job.id} ${job.status}. ${sentenceOf((job.error ?? {}) as Partial<Problem>)}`.trimEnd(),
    'red',
  );
  const found = job.error?.['found'];
  if (found !== undefined) err.line(`Found: ${inOneLine(found)}`);
  const next = NEXT[job.status];
  if (next) err.line(next);
  return exitCodeOf(job.status);
}

/** `connectionId 15, user bob` */
const inOneLine = (found: unknown): string =>
  typeof found === 'object' && found
    ? Object.entries(found)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')
    : String(found);

/** Prints a job that nobody waits for. */
export function leave({ args, out, err }: Context, job: Job): number {
  if (args.isJson) out.json(job);
  else out.line(`${job.operation} ${job.id} ${job.status}`);
  if (!hasEnded(job)) err.line(`Follow it: etlaas jobs watch ${job.id}`, 'dim');
  return EXIT.succeeded;
}
