import { type Operation, operationsByName, readInput } from '#libs/informatica';
import { AppError, type AppLogger } from '#libs/platform';
import type { SignedJob } from '#libs/queue';
import type { RemoteHosts } from './remote/remote-hosts.js';
import { RemoteRun, type RunOptions } from './remote/remote-run.js';
import type { Transports } from './remote/transports.js';

/** How a claimed job may be run. */
export interface RunConditions
  extends Pick<RunOptions, 'mayBeginMs' | 'isRedelivery' | 'onProgress' | 'assertAllowed'> {
  /** Told how to cancel the run, once it can be. */
  onRunning: (cancel: () => Promise<void>) => void;
}

/** Runs the operation of a job on its host. Knows nothing of queues and records. */
export class JobRunner {
  constructor(
    private readonly hosts: RemoteHosts,
    private readonly transports: Transports,
    private readonly logger: AppLogger,
    /** No job runs longer, in milliseconds; an operation may allow less. */
    private readonly withinMs: number,
  ) {}

  /** The typed result of the job. Rejects with an `AppError`; anything else is a fault of ours. */
  async run(job: SignedJob, { onRunning, ...conditions }: RunConditions): Promise<object> {
    const { operation, input, host, transport } = this.prepare(job);
    const isRedelivery = conditions.isRedelivery && operation.kind === 'change';
    const limitMs = Math.min(operation.runLimitMs(input), this.withinMs);
    const run = new RemoteRun(transport, { ...conditions, jobId: job.id, host, limitMs, isRedelivery }, this.logger);
    onRunning(() => run.cancel());
    return run.run(() => operation.steps(input, host));
  }

  private prepare(job: SignedJob) {
    const operation: Operation | undefined = operationsByName.get(job.operation);
    if (!operation) throw new AppError('ENVELOPE_REFUSED', 'The worker does not know the operation: is it too old?');
    const transport = this.transports.get(job.target.zone);
    if (!transport) throw new AppError('ENVELOPE_REFUSED', 'The worker does not serve the zone of the job.');
    return { operation, input: readInput(operation, job.input), host: this.hosts.find(job.target), transport };
  }
}
