/** The part of the API's jobs that the tour reads. */
export interface Job {
  status: string;
  finishedAt?: string;
  result?: unknown;
  error?: Problem;
  links: { self: string };
}

/** The part of a problem object that people read. */
export interface Problem {
  title?: string;
  detail?: string;
  code?: string;
}

const WAIT_S = 30;

/** Calls the API as any client does: plain HTTP, a bearer token, `Prefer: wait`. */
export class ApiClient {
  constructor(
    readonly origin: string,
    private readonly token: string,
  ) {}

  /** The result of an operation, once its job has succeeded; rejects with what the API or the job says otherwise. */
  async run(method: 'GET' | 'POST', path: string): Promise<unknown> {
    let job = await this.#ask(method, path);
    while (!job.finishedAt) job = await this.#ask('GET', job.links.self);
    if (job.status === 'succeeded') return job.result;
    throw new Error(`The job ended as ${job.status}. ${sentenceOf(job.error)}`);
  }

  async #ask(method: string, path: string): Promise<Job> {
    const headers = { authorization: `Bearer ${this.token}`, prefer: `wait=${WAIT_S}` };
    const answer = await fetch(new URL(path, this.origin), { method, headers });
    const body: unknown = await answer.json();
    if (!answer.ok) throw new Error(`The API answered ${answer.status}. ${sentenceOf(body as Problem)}`);
    return body as Job;
  }
}

const sentenceOf = ({ code, title, detail }: Problem = {}): string =>
  [code && `${code}:`, title && `${title}.`, detail].filter(Boolean).join(' ');
