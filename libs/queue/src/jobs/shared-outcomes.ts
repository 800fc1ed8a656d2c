import type { QueueKeys } from '../keys.js';
import { answerOf } from '../redis/pipeline-answer.js';
import type { RedisClient } from '../redis/redis-client.js';

/** Completes records, as hashes of one zone or several, that share the outcome of another job; the others stay as they are. */
export async function withOutcomes(
  redis: RedisClient,
  keys: QueueKeys,
  hashes: readonly { zone: string; hash: Record<string, string> }[],
): Promise<Record<string, string>[]> {
  const sourceOf = ({ zone, hash }: { zone: string; hash: Record<string, string> }) =>
    keys.job(zone, hash['outcomeOf'] ?? '');
  const sharers = hashes.filter(({ hash }) => hash['outcomeOf'] !== undefined);
  if (sharers.length === 0) return hashes.map(({ hash }) => hash);
  // Many may have been told the same: it is fetched once.
  const sources = [...new Set(sharers.map(sourceOf))];
  const pipeline = redis.pipeline();
  for (const source of sources) pipeline.hmget(source, 'outcome', 'finishedAt');
  const answers = (await pipeline.exec()) ?? [];
  const outcomes = new Map(sources.map((source, index) => [source, answerOf(answers[index]) as (string | null)[]]));
  return hashes.map((one) => {
    const [outcome, sourceFinishedAt] = (one.hash['outcomeOf'] && outcomes.get(sourceOf(one))) || [];
    return { ...one.hash, ...(outcome && { outcome }), ...(sourceFinishedAt && { sourceFinishedAt }) };
  });
}
