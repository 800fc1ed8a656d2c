import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** One request. The path is sent byte for byte; an object as body is sent as JSON. */
export interface Question {
  method?: string;
  path: string;
  headers?: OutgoingHttpHeaders;
  body?: string | object;
}

/** What came back. `body` is the parsed JSON, or an empty object where the answer is none. */
export interface Answer {
  question: Question;
  status: number;
  headers: IncomingMessage['headers'];
  text: string;
  body: Record<string, unknown>;
}

/** The members of a job that tests look at. */
export interface Job {
  id: string;
  operation: string;
  status: string;
  finishedAt?: string;
  createdAt: string;
  notAfter: string;
  cancelRequestedAt?: string;
  reasonWaiting?: string;
  target: Record<string, string>;
  requestedBy: { login: string };
  result: Record<string, unknown>;
  error?: { code: string; status: number; detail: string };
  links: { self: string; events: string; cancel?: string };
}

/** Asks the API over plain HTTP. Does nothing to a path, as `fetch` would. */
export class ApiClient {
  constructor(
    readonly port: number,
    /** Sent as bearer token; absent: no Authorization header. */
    readonly token?: string,
    /** Is shown every answer, and throws at one that must not be. */
    private readonly inspect?: (answer: Answer) => void,
  ) {}

  async send(question: Question): Promise<Answer> {
    const { method = 'GET', path, headers = {}, body } = question;
    const isJson = typeof body === 'object';
    const sent = request({
      host: '127.0.0.1',
      port: this.port,
      method,
      path,
      agent: false,
      headers: {
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
        ...(isJson && { 'content-type': 'application/json' }),
        ...headers,
      },
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) =>
      sent.on('response', resolve).on('error', reject),
    );
    sent.end(isJson ? JSON.stringify(body) : body);
    const answer = await answered;
    const received = await text(answer);
    const { statusCode: status = 0, headers: told } = answer;
    const whole = { question, status, headers: told, text: received, body: parse(received) };
    this.inspect?.(whole);
    return whole;
  }

  get(path: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
    return this.send({ path, headers });
  }

  /** Submits and waits for the end of the job, however it ends; rejects where no job was made. */
  async run(method: string, path: string, body?: object): Promise<Job> {
    const question = { method, path, headers: { prefer: 'wait=30' }, ...(body && { body }) };
    return this.finish(await this.send(question));
  }

  /** Follows the job of an answer to its end. */
  async finish(answer: Answer): Promise<Job> {
    let job = jobOf(answer);
    while (!job.finishedAt) {
      job = jobOf(await this.get(job.links.self, { prefer: 'wait=20' }));
    }
    return job;
  }
}

/** The job of an answer; throws what was answered instead. */
export function jobOf({ question, status, text: received, body }: Answer): Job {
  if (status === 200 || status === 202) return body as unknown as Job;
  throw new Error(`${question.method ?? 'GET'} ${question.path} was answered ${status}: ${received}`);
}

function parse(received: string): Record<string, unknown> {
  try {
    return JSON.parse(received) as Record<string, unknown>;
  } catch {
    return {};
  }
}
