import type { Redis } from 'ioredis';
import type { AcceptedJob } from '../jobs/job.js';
import { cellText, objectOf, placeText } from '../jobs/job-place.js';
import type { QueueKeys } from '../keys.js';

type Lists = Record<string, string[]>;

const sorted = (lists: Map<string, string[]>): Lists =>
  Object.fromEntries([...lists].map(([key, members]) => [key, [...members].sort()] as const).sort());

/** The lists of jobs as they stand in Redis: sorted sets by their members, and the sets of places. */
export async function listsIn(redis: Redis): Promise<Lists> {
  const lists = new Map<string, string[]>();
  for (const key of await redis.keys('*')) {
    if (!/:jobs(?!:last-position)|:cell:|:ended$/.test(key)) continue;
    const isSet = (await redis.type(key)) === 'set';
    lists.set(key, isSet ? await redis.smembers(key) : await redis.zrange(key, 0, -1));
  }
  return sorted(lists);
}

/** The lists as they must stand there by the records, worked out by another way than the scripts'. */
export async function listsByRecords(redis: Redis, keys: QueueKeys): Promise<Lists> {
  const lists = new Map<string, string[]>();
  const put = (key: string, member: string) => lists.set(key, [...new Set([...(lists.get(key) ?? []), member])]);
  for (const key of await redis.keys('*:job:*')) {
    const record = await redis.hgetall(key);
    const job = JSON.parse(record['accepted'] ?? '') as AcceptedJob;
    const { zone } = job.target;
    const [place, member, object] = [placeText(job.target), `${zone}/${job.id}`, objectOf(job)];
    put(keys.allJobs(), member);
    put(keys.jobsOfPlace(place), member);
    put(keys.jobsOfRequester(job.requestedBy.subject), member);
    put(keys.jobsOfLogin(job.requestedBy.login, place), member);
    if (object) put(keys.jobsOfObject(object, place), member);
    put(keys.places(), place);
    put(keys.placesOfRequester(job.requestedBy.subject), place);
    put(keys.cell(zone, cellText(job.target, job.operation), record['status'] ?? ''), job.id);
    if (record['finishedAt']) put(keys.ended(zone), job.id);
  }
  return sorted(lists);
}
