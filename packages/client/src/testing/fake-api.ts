import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { EtlaasClient, type RetryRules } from '../index.js';

/** One answer: a body with its status and headers, or what is done with the connection instead. */
export type Step =
  | { status?: number; headers?: Record<string, string>; body?: unknown }
  | ((response: ServerResponse) => void);

/** A request as it came. */
export interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Short pauses: a test wants to see them, not to feel them. */
export const QUICK: RetryRules = { attempts: 3, firstPauseMs: 4, longestPauseMs: 60 };

/** Closes the connection without an answer. */
export const hangUp = (response: ServerResponse): void => void response.destroy();

/** A server that gives these answers one after the other, and keeps what it was asked. */
export class FakeApi {
  readonly asked: Asked[] = [];
  readonly #server: Server;
  origin = '';

  private constructor(readonly steps: Step[]) {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(...steps: Step[]): Promise<FakeApi> {
    const api = new FakeApi(steps);
    api.#server.listen(0, '127.0.0.1');
    await once(api.#server, 'listening');
    api.origin = `http://127.0.0.1:${(api.#server.address() as AddressInfo).port}`;
    return api;
  }

  client(retry: Partial<RetryRules> = QUICK): EtlaasClient {
    return new EtlaasClient({ baseUrl: this.origin, token: () => 'the-token', retry });
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const step = this.steps[this.asked.push({ method, url, headers, body: '' }) - 1] ?? { status: 500 };
    const asked = this.asked.at(-1);
    const body = await text(request);
    if (asked) asked.body = body;
    if (typeof step === 'function') return step(response);
    const type = { 'content-type': (step.status ?? 200) < 400 ? 'application/json' : 'application/problem+json' };
    response.writeHead(step.status ?? 200, { ...type, ...step.headers });
    response.end(step.body === undefined ? '' : JSON.stringify(step.body));
  }
}

/** A job of the API. */
export const aJob = (more: object = {}) => ({
  id: '2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11',
  operation: 'integration-service.stop',
  status: 'queued',
  target: { trigram: 'MAE', domain: 'DOM', environment: 'Development', host: 'h', zone: 'docker' },
  requestedBy: { login: 'mae-batch' },
  createdAt: '2026-01-01T00:00:00.000Z',
  notAfter: '2026-01-01T00:10:00.000Z',
  links: { self: '/v1/jobs/2f8f7f0e-6a3c-4a52-9a41-0a8f0d3c9a11', events: '' },
  ...more,
});

/** The same once it has ended. */
export const anEndedJob = (status = 'succeeded', more: object = {}) =>
  aJob({ status, finishedAt: '2026-01-01T00:00:01.000Z', ...more });

/** A problem object of the API. */
export const aProblem = (status: number, code: string, more: object = {}) => ({
  type: `urn:etlaas:problem:${code.toLowerCase()}`,
  title: 'No',
  status,
  detail: 'Not now.',
  code,
  retryable: false,
  ...more,
});
