import type { FastifyRequest } from 'fastify';
import type { Click } from './board-desk.js';
import type { View } from './board-views.js';
import type { Action } from './harmless.js';

/** The buttons that stand for something that may be done; all others stand for nothing. */
const ACTIONS: Readonly<Record<string, Action>> = {
  '/api/queues/:queueName/:jobId/retry': 'retry',
  '/api/queues/:queueName/:jobId/clean': 'remove',
};

/** What the button at a path of the board stands for. */
export function clickOf(path: string, params: unknown): Click {
  const { queueName = '', jobId = '' } = params as { queueName?: string; jobId?: string };
  const [, , ...words] = path.split('/').filter((word) => word !== '' && !word.startsWith(':'));
  const action = ACTIONS[path];
  const name = `${path.includes('/:jobId/') ? 'job' : 'queue'}.${action ?? words.join('.')}`;
  return { name, queue: queueName, job: jobId, action };
}

/** What a request looks at, once it was answered; undefined for a part of the page. `queues` are the names of ours. */
export function viewOf(request: FastifyRequest, queues: readonly string[]): View | undefined {
  if (request.method !== 'GET' || request.url.startsWith('/queues/static/')) return undefined;
  const { queueName, jobId } = request.params as { queueName?: string; jobId?: string };
  const { activeQueue } = request.query as { activeQueue?: unknown };
  const queue = queues.find((name) => name === queueName || name === decoded(activeQueue));
  return { ...(queue && { queue }), ...(jobId && { job: jobId.slice(0, 128) }) };
}

function decoded(text: unknown): string | undefined {
  try {
    return typeof text === 'string' ? decodeURIComponent(text) : undefined;
  } catch {
    return undefined;
  }
}
