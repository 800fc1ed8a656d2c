import { createBullBoard } from '@bull-board/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AuditLog } from '#libs/audit';
import { type Authenticator, assertOps, isReading } from '#libs/auth';
import { type CallerGrants, isOpsAdmin } from '#libs/permission';
import type { ZoneQueues } from '#libs/queue';
import { type ApiRequest, correlationIdOf } from '../http/api-request.js';
import type { ProblemAnswers } from '../http/problems/problem-answers.js';
import { BoardAdapter, type Button } from './board-adapter.js';
import { boardConfig } from './board-config.js';
import type { BoardDesk } from './board-desk.js';
import { BoardViews } from './board-views.js';
import { clickOf, viewOf } from './clicks.js';
import { ZoneAdapter, type ZoneWorkers } from './zone-adapter.js';

const PATH = '/queues';
const LIST = `${PATH}/api/queues`;

/** What the board shows, what it asks about whoever looks at it, and who answers failures: Nest does not reach it. */
interface BoardParts {
  queues: ZoneQueues;
  workers: ZoneWorkers;
  desk: Pick<BoardDesk, 'press'>;
  audit: Pick<AuditLog, 'note'>;
  authenticator: Authenticator;
  grants: CallerGrants;
  problems: ProblemAnswers;
  look: { environment: string | undefined; canSignIn: boolean };
}

/**
 * Bull Board for the ops group, read only but for what our own desk does for the ops-admin group. Of its own routes that change
 * something none is there: its Retry would run a change again.
 */
export async function serveQueueBoard(fastify: FastifyInstance, parts: BoardParts): Promise<void> {
  const board = makeBoard(parts);
  await fastify.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      // On each route: the board's plugin sets a handler for all of them, which tells callers the words of any fault.
      route.errorHandler = (error, request, reply) => parts.problems.answer(error, request, reply);
    });
    guard(scope, parts);
    for (const button of board.buttons) serveButton(scope, button, parts.desk);
    await scope.register(board.registerPlugin(), { prefix: PATH });
  });
}

function makeBoard({ queues, workers, look }: BoardParts): BoardAdapter {
  const board = new BoardAdapter();
  board.setBasePath(PATH);
  createBullBoard({
    queues: [...queues].map(([zone, queue]) => new ZoneAdapter(queue, zone, workers)),
    serverAdapter: board,
    options: { uiConfig: boardConfig(look.environment, look.canSignIn) },
  });
  return board;
}

/** Lets the ops group in, notes who looked at what, and shows buttons to who may press some. */
function guard(scope: FastifyInstance, { authenticator, grants, audit, queues }: BoardParts): void {
  const views = new BoardViews(audit);
  const names = [...queues.values()].map(({ name }) => name);
  scope.addHook('onRequest', async (request, reply) => {
    await assertOps(grants, await authenticator.callerOf(request, reply), request.method);
    if (isReading(request.method)) (request as ApiRequest).audited = { isView: true };
  });
  scope.addHook('onResponse', async (request, reply) => {
    const view = reply.statusCode < 400 ? viewOf(request, names) : undefined;
    if (view) views.note(view, (request as ApiRequest).caller, correlationIdOf(request));
  });
  scope.addHook('preSerialization', async (request, reply, payload) => {
    if (request.routeOptions.url !== LIST || reply.statusCode >= 400) return payload;
    const { login } = (request as ApiRequest).caller;
    return isOpsAdmin(await grants.of(login, 'read')) ? withButtons(payload) : payload;
  });
}

function serveButton(scope: FastifyInstance, { method, path }: Button, desk: BoardParts['desk']): void {
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const { caller } = request as ApiRequest;
    await desk.press(clickOf(path, request.params), { caller, correlationId: correlationIdOf(request) });
    return reply.status(204).send();
  };
  scope.route({ method, url: PATH + path, handler });
}

/** What they send is judged by the desk; hiding them from others is only a courtesy. */
function withButtons(payload: unknown): unknown {
  const { queues, ...rest } = payload as { queues?: object[] };
  return queues
    ? { ...rest, queues: queues.map((queue) => ({ ...queue, readOnlyMode: false, allowRetries: true })) }
    : payload;
}
