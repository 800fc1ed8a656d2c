import { type Job, type JobEvent, StillRunning } from '../index.js';
import type { Context } from './command.js';
import { LeftAlone } from './operate.js';
import { Progress } from './progress.js';

/** Follows the events of a job to its end; what the hosts print meanwhile goes to stderr. */
export async function watch({ api, args, err, signal }: Context, id: string): Promise<Job> {
  const progress = new Progress(err);
  const clock = new AbortController();
  const stop = () => clock.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const timer = args.timeout && setTimeout(() => clock.abort(new StillRunning(id)), args.timeout.ms);
  try {
    for await (const event of api.events(id, { signal: clock.signal })) {
      if (event.event === 'end') return event.data;
      tell(progress, event);
    }
    throw new StillRunning(id);
  } catch (error) {
    throw new LeftAlone(id, error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    progress.stop();
  }
}

function tell(progress: Progress, event: JobEvent): void {
  if (event.event === 'status') progress.tell(event.data);
  else if (event.event === 'log') for (const line of linesOf(event.data)) progress.log(line);
}

/** The text of a log event, whatever else it says. */
function linesOf(data: unknown): string[] {
  const { text, line } = (typeof data === 'object' && data ? data : { text: data }) as {
    text?: unknown;
    line?: unknown;
  };
  return String(text ?? line ?? JSON.stringify(data))
    .trimEnd()
    .split('\n');
}
