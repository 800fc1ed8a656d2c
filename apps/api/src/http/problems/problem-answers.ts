import { HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AuditDecision, Refusal } from '#libs/audit';
import { challengeOf } from '#libs/auth';
import { AppError, type AppLogger, type ErrorCode, type Problem, toProblem } from '#libs/platform';
import { type ApiRequest, correlationIdOf, idsOf } from '../api-request.js';
import type { FailedLogins } from '../limits/failed-logins.js';

/** What the HTTP framework refuses by itself, as failures of ours. Its own words are not passed on. */
const BY_STATUS: Record<number, [ErrorCode, string]> = {
  400: ['MALFORMED_BODY', 'The body is not valid JSON.'],
  404: ['ROUTE_NOT_FOUND', 'There is no such route; /docs lists all of them.'],
  405: ['METHOD_NOT_ALLOWED', 'The route does not know this method; /docs lists what it knows.'],
  413: ['BODY_TOO_LARGE', 'The body is larger than 16 KiB.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.'],
};

/** Answers where a person asks, and says whether one did. */
export type PersonAnswer = (problem: Problem, request: ApiRequest, reply: FastifyReply) => boolean;

/** What happens beside an answer. */
export interface AnswerParts {
  /** Members that some routes add to the body. */
  membersFor: (url: string, problem: Problem) => object;
  /** Told of each problem that is answered. */
  onProblem: (code: ErrorCode) => void;
  /** Absent where no token has been looked at yet. */
  failedLogins?: FailedLogins | undefined;
  /** Answers a person in a browser by a page; false where a program asks. */
  answerPerson?: PersonAnswer | undefined;
}

/** Answers failures as problem+json, whatever part of the API they come from, and logs what a caller must not see. */
export class ProblemAnswers {
  constructor(
    private readonly logger: AppLogger,
    private readonly parts: AnswerParts,
  ) {}

  /** Also says in the request's audit record what came of it, and by which decision. */
  answer(fault: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const known = toAppError(fault);
    const { failedLogins, membersFor, onProblem, answerPerson } = this.parts;
    const error = failedLogins ? failedLogins.judge(known, request as ApiRequest, reply) : known;
    const problem = toProblem(error, correlationIdOf(request));
    onProblem(problem.code);
    const asked = request as ApiRequest;
    asked.audited = { ...asked.audited, message: `${problem.code}: ${problem.detail}`, ...decisionOf(error, problem) };
    this.log(error, problem, asked);
    if (problem.status === 503) reply.header('retry-after', '2');
    if (answerPerson?.(problem, asked, reply)) return;
    const challenge = challengeOf(problem, request.headers.authorization);
    if (challenge) reply.header('www-authenticate', challenge);
    const body = { ...problem, ...membersFor(request.url, problem) };
    reply.status(problem.status).type('application/problem+json').send(body);
  }

  private log(err: unknown, { status }: Problem, request: ApiRequest): void {
    if (status >= 500) this.logger.error({ err, ...idsOf(request) }, 'request failed');
    else this.logger.debug({ err, ...idsOf(request) }, 'request refused');
  }
}

function toAppError(fault: unknown): unknown {
  if (fault instanceof AppError) return fault;
  const [code, message] = BY_STATUS[statusOf(fault)] ?? [];
  return code && message ? new AppError(code, message, { cause: fault }) : fault;
}

const isDenial = ({ code }: Problem): boolean => code === 'PERMISSION_DENIED' || code === 'SCOPE_MISSING';

/** Refusals that rest on no rule, as of somebody who is not ops, say so by their sentence alone. */
function decisionOf(error: unknown, problem: Problem): { decision?: AuditDecision } {
  if (error instanceof Refusal) return { decision: error.decision };
  return isDenial(problem) ? { decision: { allowed: false, reason: problem.detail } } : {};
}

const statusOf = (fault: unknown): number => {
  if (fault instanceof HttpException) return fault.getStatus();
  return Number((fault as { statusCode?: unknown } | null)?.statusCode);
};
