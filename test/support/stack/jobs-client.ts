import { EtlaasClient } from '#client';
import type { OpenApi } from '../contract/openapi.js';
import { Contract } from '../contract.js';
import type { Account } from './estate.js';
import type { Issuer } from './issuer.js';

const WAIT_S = 20;
const END_WITHIN_MS = 90_000;

/** A job as the API shows it. */
export interface Job {
  id: string;
  operation: string;
  status: string;
  target: Record<string, string>;
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  notAfter: string;
  reasonWaiting?: string;
  queuePosition?: number;
  cancelRequestedAt?: string;
  verifyUntil?: string;
  answeredBy?: string;
  sharedFrom?: string;
  result?: unknown;
  error?: { code: string; detail: string; [more: string]: unknown };
}

/** An answer, its body parsed. */
export interface Answer<Body = Job> {
  status: number;
  headers: Headers;
  body: Body;
}

/** What a request may carry. */
export interface Extras {
  headers?: Record<string, string>;
  body?: object;
  as?: Account;
}

/** Submits jobs and follows them to their end, through whatever happens to the API meanwhile. */
export class JobsClient {
  /** The bodies of all answers, for tests that search them. */
  readonly heard: string[] = [];
  readonly #client: EtlaasClient;
  #contract: Contract | undefined;

  constructor(
    readonly origin: string,
    private readonly issuer: Issuer,
  ) {
    const token = () => issuer.tokenFor('operator');
    this.#client = new EtlaasClient({ baseUrl: origin, token, fetch: (...asked) => this.#fetch(...asked) });
  }

  /** One request, whatever the answer; rejects only where there is none. */
  async ask<Body = Job>(method: string, path: string, extras: Extras = {}): Promise<Answer<Body>> {
    const { headers, body, as = 'operator' } = extras;
    const answer = await this.#fetch(new URL(path, this.origin), {
      method,
      headers: {
        authorization: `Bearer ${await this.issuer.tokenFor(as)}`,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(END_WITHIN_MS),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: JSON.parse(text || 'null') as Body };
  }

  /** Submits and answers the accepted job; rejects where it was not accepted. */
  async submit(method: string, path: string, extras?: Extras): Promise<Job> {
    const { status, body } = await this.ask(method, path, extras);
    if (status !== 202) throw new Error(`${method} ${path} was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Submits with `Prefer: wait` and answers the ended job. */
  async run(method: string, path: string, extras: Extras = {}): Promise<Job> {
    const headers = { prefer: `wait=${WAIT_S}`, ...extras.headers };
    const { status, body } = await this.ask(method, path, { ...extras, headers });
    if (status === 200) return body;
    if (status === 202) return this.ended(body.id);
    throw new Error(`${method} ${path} was answered ${status}: ${JSON.stringify(body)}`);
  }

  /** The job as it is now. */
  async read(id: string): Promise<Job> {
    const { status, body } = await this.ask('GET', `/v1/jobs/${id}`);
    if (status !== 200) throw new Error(`the poll was answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** The job once it has ended; goes on asking while the API or its Redis is away. */
  async ended(id: string, withinMs = END_WITHIN_MS): Promise<Job> {
    return (await this.#client.waitForJob(id, { timeoutMs: withinMs, stepS: WAIT_S })) as Job;
  }

  /** Every answer comes through here. */
  async #fetch(...asked: Parameters<typeof fetch>): Promise<Response> {
    const answer = await fetch(...asked);
    const text = await answer.clone().text();
    this.heard.push(text);
    this.#judge(asked, answer, text);
    return answer;
  }

  /** Reads the document that all answers are compared with; without it they are not. */
  async readDocument(): Promise<void> {
    this.#contract = new Contract((await (await fetch(`${this.origin}/docs-json`)).json()) as OpenApi);
  }

  /** Throws where an answer is not as the document says. */
  #judge([url, init]: Parameters<typeof fetch>, answer: Response, text: string): void {
    const { pathname, search } = new URL(String(url));
    const question = { method: init?.method ?? 'GET', path: `${pathname}${search}` };
    const headers = Object.fromEntries(answer.headers);
    const body = headers['content-type']?.includes('json') ? JSON.parse(text) : {};
    this.#contract?.check({ question, status: answer.status, headers, text, body });
  }
}
