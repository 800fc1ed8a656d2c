import type { QueueKeys } from './keys.js';
import { answerOf } from './pipeline-answer.js';
import type { RedisClient } from './redis-client.js';

/** Completes records, as hashes of one zone or several, that share the outcome of another job; the others stay as they are. */
export async function withOutcomes(
  redis: RedisClient,
  keys: QueueKeys,
  hashes: readonly { zone: string; hash: Record<string, string> }[],
): Promise<Record<string, string>[]> {
  const sharers = hashes.filter(({ hash }) => hash['outcomeOf'] !== undefined);
  if (sharers.length === 0) return hashes.map(({ hash }) => hash);
  const pipeline = redis.pipeline();
  for (const { zone, hash } of sharers) pipeline.hget(keys.job(zone, hash['outcomeOf'] ?? ''), 'outcome');
  const answers = (await pipeline.exec()) ?? [];
  const outcomes = new Map(sharers.map(({ hash }, index) => [hash, answerOf(answers[index]) as string | null]));
  return hashes.map(({ hash }) => ({ ...hash, ...(outcomes.get(hash) && { outcome: outcomes.get(hash) ?? '' }) }));
}
