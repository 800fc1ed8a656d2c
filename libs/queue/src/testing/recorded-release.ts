import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { Secret } from '#libs/platform';
import type { ZoneKeys } from '../settings.js';

const FIXTURES = 'test/fixtures';

/** What a key of Redis held. */
interface Held {
  type: string;
  value: string | string[] | Record<string, string>;
}

/** An answer of its API; the part that tests look at. */
interface RecordedAnswer extends Record<string, unknown> {
  id: string;
  operation: string;
  status: string;
  createdAt: string;
  notAfter: string;
  target: { zone: string };
}

/** What a release left behind, as `scripts/record-release.mjs` recorded it; `folder` holds its audit files too. */
export interface RecordedRelease {
  version: string;
  folder: string;
  /** Redis' clock then, in ISO 8601. */
  recordedAt: string;
  keys: { zones: Record<string, string>; audit: Record<string, string> };
  content: Record<string, Held>;
  /** What it said of its jobs, each by what is special about it. */
  answers: Record<string, RecordedAnswer>;
}

/** Every release of which there is a record, the oldest first. */
export const recordedReleases = (): RecordedRelease[] =>
  readdirSync(FIXTURES)
    .filter((name) => name.startsWith('release-'))
    .sort()
    .map((name) => {
      const folder = join(FIXTURES, name);
      const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as object;
      return { version: name.slice('release-'.length), folder, answers: read('answers.json'), ...read('redis.json') };
    }) as RecordedRelease[];

/** Its keys of zones, as settings hold them. */
export const zoneKeysOf = ({ keys }: RecordedRelease): ZoneKeys =>
  new Map(Object.entries(keys.zones).map(([zone, key]) => [zone, [new Secret(key)]]));

/** What Bull carried for its jobs, by their ids. */
export const carriedBy = ({ content }: RecordedRelease): Map<string, unknown> =>
  new Map(
    Object.entries(content).flatMap(([key, { type, value }]) => {
      const id = /:bull:.*:(?<id>[0-9a-f-]{36})$/.exec(key)?.groups?.['id'];
      const { data } = value as Record<string, string>;
      return type === 'hash' && id && data ? [[id, JSON.parse(data)] as const] : [];
    }),
  );

/** Puts all of it into an empty Redis. Nothing expires there. */
export async function restore({ content }: RecordedRelease, redis: Redis): Promise<void> {
  await Promise.all(Object.entries(content).map(([key, held]) => restoreOne(redis, key, held)));
}

function restoreOne(redis: Redis, key: string, { type, value }: Held): Promise<unknown> {
  if (typeof value === 'string') return redis.set(key, value);
  if (!Array.isArray(value)) return redis.hset(key, value);
  if (type === 'list') return redis.rpush(key, ...value);
  if (type === 'set') return redis.sadd(key, ...value);
  const scored = value.flatMap((member, at) => (at % 2 === 0 ? [value[at + 1] ?? '0', member] : []));
  return redis.zadd(key, ...scored);
}
