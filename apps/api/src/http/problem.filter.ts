import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type AuditDecision, Refusal } from '#libs/audit';
import { challengeOf } from '#libs/auth';
import { AppError, type AppLogger, type ErrorCode, type Problem, toProblem } from '#libs/platform';
import { type ApiRequest, correlationIdOf } from './api-request.js';
import type { FailedLogins } from './limits/failed-logins.js';

/** What the HTTP framework refuses by itself, as failures of ours. Its own words are not passed on. */
const BY_STATUS: Record<number, [ErrorCode, string]> = {
  400: ['MALFORMED_BODY', 'The body is not valid JSON.'],
  404: ['ROUTE_NOT_FOUND', 'There is no such route; /docs lists all of them.'],
  405: ['METHOD_NOT_ALLOWED', 'The route does not know this method; /docs lists what it knows.'],
  413: ['BODY_TOO_LARGE', 'The body is larger than 16 KiB.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json.'],
};

/** Answers every failure as problem+json, and logs what a caller must not see. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: AppLogger,
    /** Members that some routes add to the body. */
    private readonly membersFor: (url: string, problem: Problem) => object,
    private readonly failedLogins: FailedLogins,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<ApiRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = this.failedLogins.judge(this.toAppError(exception), request.ip, reply);
    const problem = toProblem(error, correlationIdOf(request));
    request.audited = {
      ...request.audited,
      message: `${problem.code}: ${problem.detail}`,
      ...decisionOf(error, problem),
    };
    this.log(error, problem);
    const body = { ...problem, ...this.membersFor(request.url, problem) };
    const challenge = challengeOf(problem, request.headers.authorization);
    if (challenge) reply.header('www-authenticate', challenge);
    this.send(reply, problem, body);
  }

  private send(reply: FastifyReply, { status }: Problem, body: object): void {
    if (status === 503) reply.header('retry-after', '2');
    reply.status(status).type('application/problem+json').send(body);
  }

  private toAppError(exception: unknown): unknown {
    if (exception instanceof AppError) return exception;
    const [code, message] = BY_STATUS[statusOf(exception)] ?? [];
    return code && message ? new AppError(code, message, { cause: exception }) : exception;
  }

  private log(err: unknown, { status, correlationId }: Problem): void {
    if (status >= 500) this.logger.error({ err, correlationId }, 'request failed');
    else this.logger.debug({ err, correlationId }, 'request refused');
  }
}

const isDenial = ({ code }: Problem): boolean => code === 'PERMISSION_DENIED' || code === 'SCOPE_MISSING';

/** Refusals that rest on no rule, as of somebody who is not ops, say so by their sentence alone. */
function decisionOf(error: unknown, problem: Problem): { decision?: AuditDecision } {
  if (error instanceof Refusal) return { decision: error.decision };
  return isDenial(problem) ? { decision: { allowed: false, reason: problem.detail } } : {};
}

const statusOf = (exception: unknown): number => {
  if (exception instanceof HttpException) return exception.getStatus();
  return Number((exception as { statusCode?: unknown } | null)?.statusCode);
};
