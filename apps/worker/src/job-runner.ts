import { type Operation, operationsByName, readInput } from '#libs/informatica';
import { AppError, type AppLogger } from '#libs/platform';
import type { SignedJob } from '#libs/queue';
import type { RemoteHosts } from './remote/remote-hosts.js';
import { RemoteSession } from './remote/remote-session.js';
import type { Transport } from './remote/transport.js';

/** How a claimed job may be run. */
export interface RunConditions {
  /** An earlier delivery of a change may have begun its effect. */
  isRedelivery: boolean;
  /** Throws when the job may no longer begin. */
  mayStart: () => void;
  onProgress: (text: string) => void;
  /** Told how to end the commands on the host, for as long as they can run. */
  onRunning: (abort: () => Promise<void>) => void;
}

/** Runs the operation of a job on its host. Knows nothing of queues and records. */
export class JobRunner {
  constructor(
    private readonly hosts: RemoteHosts,
    private readonly transport: Transport,
    private readonly logger: AppLogger,
  ) {}

  /** The typed result of the job. Rejects with an `AppError`; anything else is a fault of ours. */
  async run(job: SignedJob, { isRedelivery, mayStart, onProgress, onRunning }: RunConditions): Promise<object> {
    const operation = this.operationOf(job);
    const input = readInput(operation, job.input);
    const host = this.hosts.find(job.target);
    const session = new RemoteSession(
      this.transport,
      {
        jobId: job.id,
        host,
        deadlineMs: operation.runLimitMs(input),
        mayHaveBegun: isRedelivery && operation.kind === 'change',
        mayStart,
        onProgress,
      },
      this.logger,
    );
    onRunning(() => session.abortCommands());
    return session.run(operation.steps(input, host));
  }

  private operationOf(job: SignedJob): Operation {
    const operation = operationsByName.get(job.operation);
    if (!operation) throw new AppError('ENVELOPE_REFUSED', 'The worker does not know the operation: is it too old?');
    return operation;
  }
}
