import { writeSync } from 'node:fs';
import * as z from 'zod';
import { environment } from './environment.js';

/**
 * The moments at which a test can make a process die, in the order in which a job passes them. What is before a step is after
 * the one before it, where nothing lies between.
 */
export const CRASH_POINTS = {
  api: [
    'api.audit.before',
    'api.audit.after',
    'api.accept.after',
    'api.add.after',
    'api.reply.before',
    'api.reply.after',
  ],
  worker: [
    'worker.claim.before',
    'worker.claim.after',
    'worker.start-audit.after',
    'worker.effect.before',
    'worker.effect.begun',
    'worker.effect.after',
    'worker.end-audit.before',
    'worker.end-audit.after',
    'worker.finish.after',
    'worker.promote.after',
  ],
} as const;

type App = keyof typeof CRASH_POINTS;

/** The name of one of these moments. */
export type CrashPoint = (typeof CRASH_POINTS)[App][number];

/** The setting that arms one point of an app. Whoever reads it must refuse it where anything real is at stake. */
export const crashSettings = <Name extends App>(app: Name) => ({
  CRASH_POINT: z
    .enum(CRASH_POINTS[app], { error: `is for tests only, and no such point of the ${app}` })
    .optional()
    .describe('for tests only, refused without NODE_ENV=test: the step at which this process kills itself'),
});

/** Read once: the environment costs each look at it more than most steps between two points. */
const armed = environment()['CRASH_POINT'];

/**
 * Kills this process as `kill -9` does, nothing flushed and nobody told, if its environment arms this point. Does nothing
 * else, ever; a process whose settings were refused never gets here.
 */
export function crashPoint(point: CrashPoint): void {
  if (armed !== point) return;
  writeSync(
    process.stderr.fd,
    `${JSON.stringify({ level: 'fatal', point, msg: 'this process kills itself: a test' })}\n`,
  );
  process.kill(process.pid, 'SIGKILL');
}
