import { createBullBoard } from '@bull-board/api';
import { BullAdapter } from '@bull-board/api/bullAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';
import { type Authenticator, assertOps, challengeOf } from '#libs/auth';
import type { CallerGrants } from '#libs/permission';
import { AppError, toProblem } from '#libs/platform';
import type { ZoneQueues } from '#libs/queue';
import { type ApiRequest, correlationIdOf } from '../http/api-request.js';
import type { Limits } from '../http/limits/limits.js';

const PATH = '/queues';

/** What the board shows, and what it asks about whoever looks at it: Nest's guards do not reach it. */
interface BoardParts {
  queues: ZoneQueues;
  authenticator: Authenticator;
  grants: CallerGrants;
  limits: Limits;
}

/** The board's own read-only mode hides buttons and spares some routes; here nothing gets through, whatever it adds. */
function refuseChange(method: string): void {
  if (method === 'GET' || method === 'HEAD') return;
  throw new AppError('METHOD_NOT_ALLOWED', 'The board only shows. Jobs are cancelled by POST /v1/jobs/{id}/cancel.');
}

/** Bull Board for the ops group, read only: its Retry would run a change again. Signatures are not shown. */
export async function serveQueueBoard(
  fastify: FastifyInstance,
  { queues, authenticator, grants, limits }: BoardParts,
): Promise<void> {
  const board = new FastifyAdapter();
  board.setBasePath(PATH);
  createBullBoard({
    queues: [...queues.values()].map((queue) => {
      const adapter = new BullAdapter(queue, { readOnlyMode: true });
      adapter.setFormatter('data', readable);
      return adapter;
    }),
    serverAdapter: board,
    options: { uiConfig: { boardTitle: 'etlaas queues' } },
  });
  await fastify.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      try {
        const caller = await authenticator.callerOf(request);
        limits.callers.admit(request as ApiRequest, reply);
        await assertOps(grants, caller, request.method);
        refuseChange(request.method);
      } catch (error) {
        const judged = limits.failedLogins.judge(error, request.ip, reply);
        const problem = toProblem(judged, correlationIdOf(request));
        (request as ApiRequest).audited = { message: `${problem.code}: ${problem.detail}` };
        const challenge = challengeOf(problem, request.headers.authorization);
        if (challenge) reply.header('www-authenticate', challenge);
        await reply.status(problem.status).type('application/problem+json').send(problem);
      }
    });
    await scope.register(board.registerPlugin(), { prefix: PATH });
  });
}

/** The job that the envelope carries, without its signature. */
function readable(data: unknown): unknown {
  const { v, job } = data as { v?: unknown; job?: unknown };
  try {
    return { v, job: JSON.parse(String(job)) };
  } catch {
    return { v, job: 'unreadable' };
  }
}
