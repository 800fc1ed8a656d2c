import type { FastifyReply } from 'fastify';
import { AppError } from '#libs/platform';
import type { RateLimit, Verdict } from './rate-limit.js';

/** Says on an answer what is left, in the words of the IETF draft (draft-ietf-httpapi-ratelimit-headers). */
export function showLimit(reply: FastifyReply, { policy }: RateLimit, { remaining, resetS }: Verdict): void {
  reply.headers({
    'ratelimit-policy': `"${policy.name}";q=${policy.quota};w=60`,
    ratelimit: `"${policy.name}";r=${remaining};t=${resetS}`,
  });
}

/** The refusal of whoever took too much, with all that its answer must say in headers. */
export function tooMany(reply: FastifyReply, limit: RateLimit, verdict: Verdict): AppError {
  showLimit(reply, limit, verdict);
  reply.header('retry-after', String(verdict.resetS));
  const { name, quota } = limit.policy;
  return new AppError('RATE_LIMITED', `More than ${quota} ${name} in a minute. Wait ${verdict.resetS} s, then go on.`);
}
