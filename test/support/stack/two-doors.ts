import type { Issuer } from './issuer.js';
import type { Job } from './jobs-client.js';

/** More often than this nobody is turned away while others start. */
const TRIES = 400;
const TRY_AGAIN_MS = 25;

/** How a request came to no answer. */
type Miss = 'refused' | 'cut' | 'unavailable';

/** An answer with a body that is read. */
export interface Heard {
  status: number;
  body: Job;
}

/**
 * A caller of several processes of the API, as one behind a load balancer: it goes on to the next one where a process takes no
 * connection, cuts one or says that it cannot now. So it repeats requests that may have been done: each of its changes has a key.
 */
export class TwoDoors {
  /** How often that was so. */
  readonly missed: Record<Miss, number> = { refused: 0, cut: 0, unavailable: 0 };
  /** Statuses of answers, and how often each was heard. */
  readonly heard = new Map<number, number>();
  private turn = 0;

  constructor(
    private readonly ports: readonly number[],
    private readonly issuer: Issuer,
  ) {}

  async ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Heard> {
    const authorization = `Bearer ${await this.issuer.tokenFor('operator')}`;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const answer = await this.once(method, path, { authorization, ...headers });
      if (answer) return answer;
      await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
    }
    throw new Error(`${method} ${path} was answered by no process`);
  }

  private async once(method: string, path: string, headers: Record<string, string>): Promise<Heard | undefined> {
    this.turn += 1;
    try {
      const url = `http://127.0.0.1:${this.ports[this.turn % this.ports.length]}${path}`;
      const answer = await fetch(url, { method, headers });
      const body = (await answer.json()) as Job;
      this.heard.set(answer.status, (this.heard.get(answer.status) ?? 0) + 1);
      if (answer.status !== 503) return { status: answer.status, body };
      this.missed.unavailable += 1;
    } catch (error) {
      const { code } = ((error as Error).cause ?? {}) as { code?: string };
      this.missed[code === 'ECONNREFUSED' ? 'refused' : 'cut'] += 1;
    }
    return undefined;
  }
}
