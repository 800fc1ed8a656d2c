import * as z from 'zod';
import { nameAndValue, Secret, setting } from '#libs/platform';
import type { JobTimes } from './jobs/job.js';
import { redisSettings } from './redis/redis-settings.js';

const ZONE = /^[a-z][a-z0-9-]{0,31}$/;
const MIN_KEY_LENGTH = 32;

/** Whether a text can be the name of a zone. */
export const isZoneName = (text: string): boolean => ZONE.test(text);

/** The HMAC keys by zone name, of each zone at least one: the first signs, a job that was signed by any of them is genuine. */
export type ZoneKeys = ReadonlyMap<string, readonly Secret[]>;

const zoneKeys = z
  .string({ error: 'is missing: set it to zone=key pairs, for example docker=…,vm=…' })
  .transform((text, context): ZoneKeys => {
    const keys = new Map<string, Secret[]>();
    for (const [index, pair] of text.split(',').entries()) {
      const [zone, key] = nameAndValue(pair);
      if (!isZoneName(zone)) context.addIssue({ code: 'custom', message: `entry ${index + 1} is not zone=key` });
      else if (key.length < MIN_KEY_LENGTH)
        context.addIssue({
          code: 'custom',
          message: `the key of zone ${zone} needs at least ${MIN_KEY_LENGTH} characters`,
        });
      else keys.set(zone, [...(keys.get(zone) ?? []), new Secret(key)]);
    }
    return keys;
  })
  .describe(
    'HMAC key of each zone, as zone=key,zone=key, the first of a zone signs; a worker gets only keys of the zones it serves',
  );

/** The settings of whoever speaks with the queue. */
export const queueSettings = {
  ...redisSettings,
  REDIS_PREFIX: setting.text('first part of every Redis key').default('etlaas'),
  REDIS_REPLICAS: setting.integer('replicas that must have a job before it counts as accepted', 0, 5).default(0),
  ZONE_KEYS: zoneKeys,
  JOB_START_WITHIN_MS: setting
    .integer('a job that no worker began within this time expires', 1_000, 86_400_000)
    .default(600_000),
  JOB_NOT_AFTER_MAX_MS: setting
    .integer('how far ahead the notAfter of a request may lie', 1_000, 86_400_000)
    .default(3_600_000),
  JOB_KEPT_FOR_MS: setting
    .integer('how long the record of a job can be read after its end', 60_000, 31_536_000_000)
    .default(604_800_000),
  JOB_VERIFY_WITHIN_MS: setting
    .integer(
      'how long an unknown outcome of a change is verified again before it stays unknown; 0 is not at all',
      0,
      86_400_000,
    )
    .default(900_000),
  QUEUE_LOCK_MS: setting
    .integer('how long a job belongs to a worker that says nothing any more', 1_000, 600_000)
    .default(60_000),
};

/** The times of jobs as they are set. */
export const jobTimesOf = (settings: {
  JOB_START_WITHIN_MS: number;
  JOB_NOT_AFTER_MAX_MS: number;
  JOB_KEPT_FOR_MS: number;
  JOB_VERIFY_WITHIN_MS: number;
}): JobTimes => ({
  startWithinMs: settings.JOB_START_WITHIN_MS,
  notAfterMaxMs: settings.JOB_NOT_AFTER_MAX_MS,
  keptForMs: settings.JOB_KEPT_FOR_MS,
  verifyWithinMs: settings.JOB_VERIFY_WITHIN_MS,
});

/** A rule for whoever uses these settings: a record must outlive the wait of its job, however long the caller lets it wait. */
export function keepsJobsLongEnough(settings: {
  JOB_START_WITHIN_MS: number;
  JOB_NOT_AFTER_MAX_MS: number;
  JOB_KEPT_FOR_MS: number;
}): string | undefined {
  const { JOB_START_WITHIN_MS: startWithinMs, JOB_NOT_AFTER_MAX_MS: maxMs, JOB_KEPT_FOR_MS: keptForMs } = settings;
  if (keptForMs < 2 * startWithinMs) return 'JOB_KEPT_FOR_MS: must be at least twice JOB_START_WITHIN_MS';
  if (keptForMs < 2 * maxMs) return 'JOB_KEPT_FOR_MS: must be at least twice JOB_NOT_AFTER_MAX_MS';
  return maxMs < startWithinMs ? 'JOB_NOT_AFTER_MAX_MS: must be at least JOB_START_WITHIN_MS' : undefined;
}
