import { createBullBoard } from '@bull-board/api';
import { BullAdapter } from '@bull-board/api/bullAdapter';
import type { FastifyInstance } from 'fastify';
import { type Authenticator, assertOps } from '#libs/auth';
import type { CallerGrants } from '#libs/permission';
import type { ZoneQueues } from '#libs/queue';
import type { ProblemAnswers } from '../http/problem-answers.js';
import { ReadOnlyBoard } from './read-only-board.js';

const PATH = '/queues';

/** What the board shows, what it asks about whoever looks at it, and who answers failures: Nest does not reach it. */
interface BoardParts {
  queues: ZoneQueues;
  authenticator: Authenticator;
  grants: CallerGrants;
  problems: ProblemAnswers;
}

/** Bull Board for the ops group, read only: its Retry would run a change again. Signatures are not shown. */
export async function serveQueueBoard(fastify: FastifyInstance, parts: BoardParts): Promise<void> {
  const { queues, authenticator, grants, problems } = parts;
  const board = new ReadOnlyBoard();
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
    scope.addHook('onRoute', (route) => {
      // On each route: the board's plugin sets a handler for all of them, which tells callers the words of any fault.
      route.errorHandler = (error, request, reply) => problems.answer(error, request, reply);
    });
    scope.addHook('onRequest', async (request, reply) => {
      await assertOps(grants, await authenticator.callerOf(request, reply), request.method);
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
