import { Deadline } from './deadline.js';
import { EtlaasError, problemOf, Refused, Unreachable } from './errors.js';
import { isPassing, RETRY_RULES, type RetryRules, retryAfterOf, withRetries } from './retry.js';
import { safeUrl } from './safe-url.js';

/**
 * Gives the access token for a request, every time anew: keep it yourself for as long as it is valid.
 *
 * `refused` is the token that the API has just answered with 401; another one is tried once.
 */
export type TokenSource = (refused?: string) => string | Promise<string>;

/** What the client works with. */
export interface ClientOptions {
  /** Where the API is: `https://etlaas.example`. Plain http only within this machine. */
  baseUrl: string;
  token: TokenSource;
  /** Instead of the global one. */
  fetch?: typeof fetch;
  retry?: Partial<RetryRules>;
  /** Called with a failure that may pass, before the pause after which the same is tried again. */
  onRetry?: ((error: Refused | Unreachable) => void) | undefined;
  /** Send tokens over plain http to other machines too, as to a sidecar that speaks TLS. */
  allowPlainHttp?: boolean;
}

/** One request. `path` begins with a slash and is encoded already. */
export interface Question {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** How long nothing may come, in all or, of a stream, between two pieces. */
  withinMs?: number;
  signal?: AbortSignal | undefined;
}

/** What came back. */
export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON, or text where it is none; undefined where nothing came. */
  body: unknown;
}

/** A response whose body has not been read. Release the deadline once it has. */
export interface Opened {
  response: Response;
  deadline: Deadline;
}

const WITHIN_MS = 30_000;

/** What a header may hold. Checked here: `fetch` would put a faulty token into its error. */
const PRINTABLE = /^[\x21-\x7e]+$/;

/** Sends requests with a token, again where that may help, and turns what is no answer into errors. */
export class Transport {
  readonly #base: URL;
  readonly #rules: RetryRules;

  constructor(private readonly options: ClientOptions) {
    this.#base = safeUrl('baseUrl', options.baseUrl, options.allowPlainHttp);
    this.#rules = { ...RETRY_RULES, ...options.retry };
  }

  /** Resolves with an answer below 400. Rejects with `Refused`, `Unreachable`, or why there is no token. */
  ask(question: Question): Promise<Answer> {
    return withRetries(this.#rules, question.signal, () => this.askOnce(question), this.tellRetry);
  }

  /** Says that something is tried again. */
  readonly tellRetry = (error: unknown): void => {
    if (isPassing(error)) this.options.onRetry?.(error);
  };

  /** The same, without another try. */
  async askOnce(question: Question): Promise<Answer> {
    const { response, deadline } = await this.open(question);
    try {
      const { status, headers } = response;
      return { status, headers, body: parsed(await response.text(), headers) };
    } catch (error) {
      throw this.#faultOf(error, question, deadline);
    } finally {
      deadline.release();
    }
  }

  /** Resolves as soon as an answer below 400 begins; its body is the caller's to read. */
  async open(question: Question): Promise<Opened> {
    const token = await this.options.token();
    const first = await this.#send(question, token);
    if (first.response.status !== 401) return ifOk(first);
    const other = await this.options.token(token);
    if (other === token) return ifOk(first);
    discard(first);
    return ifOk(await this.#send(question, other));
  }

  async #send(question: Question, token: string): Promise<Opened> {
    const { method, path, headers, body, withinMs = WITHIN_MS, signal } = question;
    const { fetch = globalThis.fetch } = this.options;
    if (!PRINTABLE.test(token))
      throw new TypeError('The token has characters that no header may have, or none at all.');
    const deadline = new Deadline(withinMs, signal);
    try {
      const response = await fetch(this.#urlOf(path), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: deadline.signal,
        // A token is for the API and nobody else.
        redirect: 'error',
        cache: 'no-store',
      });
      return { response, deadline };
    } catch (error) {
      deadline.release();
      throw this.#faultOf(error, question, deadline);
    }
  }

  get origin(): string {
    return this.#base.origin;
  }

  #urlOf(path: string): string {
    return `${this.#base.origin}${this.#base.pathname.replace(/\/$/, '')}${path}`;
  }

  #faultOf(error: unknown, { signal, withinMs = WITHIN_MS }: Question, deadline: Deadline): unknown {
    if (signal?.aborted) return signal.reason;
    return deadline.isOver
      ? new Unreachable(this.#base.origin, `no answer within ${withinMs / 1000} s`)
      : faultOf(error, this.#base.origin);
  }
}

/** A failed `fetch` as an error of ours. */
export function faultOf(error: unknown, origin: string): EtlaasError {
  if (error instanceof EtlaasError) return error;
  if (error instanceof SyntaxError) return new Unreachable(origin, 'what came is not JSON, though it says so');
  const { code, message } = ((error as Error).cause ?? {}) as { code?: string; message?: string };
  return new Unreachable(origin, code ?? message ?? 'the connection was lost');
}

async function ifOk(opened: Opened): Promise<Opened> {
  const { response, deadline } = opened;
  if (response.status < 400) return opened;
  try {
    // A refusal that breaks off is a refusal all the same.
    const body = await response.text().catch(() => '');
    throw new Refused(problemOf(response.status, body), retryAfterOf(response.headers));
  } finally {
    deadline.release();
  }
}

function discard({ response, deadline }: Opened): void {
  deadline.release();
  response.body?.cancel().catch(() => undefined);
}

function parsed(text: string, headers: Headers): unknown {
  if (text === '') return undefined;
  return /\bjson\b/.test(headers.get('content-type') ?? '') ? JSON.parse(text) : text;
}
