import { once } from 'node:events';
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { BenchFault } from '../scene/bench-fault.js';

/** The same request many times at once, each over a connection of its own. */
export class Crowd {
  private constructor(
    /** Resolves when all requests are on their way. */
    readonly sent: Promise<unknown>,
    /** When each was answered, in ms since 1970. Rejects where an answer is not 200. */
    readonly answered: Promise<number[]>,
  ) {}

  static ask(url: string, headers: Record<string, string>, count: number): Crowd {
    const agent = new Agent({ keepAlive: true, maxSockets: count });
    const requests = Array.from({ length: count }, () => request(url, { agent, headers }));
    const sent = Promise.all(requests.map((one) => once(one, 'finish')));
    const answered = Promise.all(requests.map(answerOf)).finally(() => agent.destroy());
    for (const one of requests) one.end();
    return new Crowd(sent, answered);
  }
}

async function answerOf(one: ClientRequest): Promise<number> {
  const [answer] = (await once(one, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  const at = Date.now();
  if (answer.statusCode !== 200) throw new BenchFault(`one of many who wait was answered ${answer.statusCode}`);
  return at;
}
