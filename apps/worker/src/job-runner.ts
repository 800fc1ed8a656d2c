import { createHash } from 'node:crypto';
import { type Operation, operationsByName, readInput, type Steps, throughGateway } from '#libs/informatica';
import { AppError, type AppLogger } from '#libs/platform';
import { LeftToOthers, lineNameOf, type SignedJob } from '#libs/queue';
import { hostsInTurn } from './remote/hosts-in-turn.js';
import type { RemoteHost } from './remote/remote-host.js';
import type { RemoteHosts } from './remote/remote-hosts.js';
import { RemoteRun, type RunOptions } from './remote/remote-run.js';
import type { Fence } from './remote/script/build-script.js';
import type { Transport } from './remote/transport.js';
import type { Transports } from './remote/transports.js';

/** How a claimed job may be run. */
export interface RunConditions
  extends Pick<RunOptions, 'mayBeginMs' | 'isRedelivery' | 'onProgress' | 'onOutput' | 'onTimedOut' | 'assertAllowed'> {
  /** The run takes no longer, in milliseconds, whatever the operation allows. */
  withinMs?: number;
  /** Told how to cancel the run, once it can be. */
  onRunning: (cancel: () => Promise<void>) => void;
  /** Told which host is asked, when it is not the one of the job. */
  onOtherHost?: (hostname: string) => void;
}

/** A job that this release can run, as it is read: once, before it is claimed. */
export interface FittingJob {
  job: SignedJob;
  operation: Operation;
  input: object;
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

  /**
   * Reads a job. Throws `LeftToOthers` for one of which this release does not know the operation or cannot read the input: both ends read
   * it by the same rules, so an API of another release made it.
   */
  fit(job: SignedJob): FittingJob {
    const operation: Operation | undefined = operationsByName.get(job.operation);
    if (!operation) throw new LeftToOthers('its operation is not known here');
    try {
      return { job, operation, input: readInput(operation, job.input) };
    } catch (error) {
      if (error instanceof AppError) throw new LeftToOthers(error.message);
      throw error;
    }
  }

  /**
   * The typed result of the job. Rejects with an `AppError`; anything else is a fault of ours.
   *
   * A read whose host cannot be reached is asked of the domain's other hosts; a change stays on its host, always.
   */
  async run(
    { job, operation, input }: FittingJob,
    { onRunning, onOtherHost, withinMs = Infinity, ...conditions }: RunConditions,
  ): Promise<object> {
    const transport = this.transportOf(job);
    const host = this.hosts.find(job.target);
    const isChange = operation.kind === 'change';
    const isRedelivery = conditions.isRedelivery && isChange;
    const limitMs = Math.min(operation.runLimitMs(input), this.withinMs, withinMs);
    const fence = fenceOf(job);
    const stepsOn = (at: RemoteHost) => (): Steps<object> => throughGateway(operation.steps(input, at), at.gateway);
    const start = (at: RemoteHost, spentMs: number) => {
      const mayBeginMs = conditions.mayBeginMs - spentMs;
      const options = {
        ...conditions,
        jobId: job.id,
        fence,
        host: at,
        limitMs: limitMs - spentMs,
        mayBeginMs,
        isRedelivery,
      };
      const run = new RemoteRun(transport, options, this.logger);
      onRunning(() => run.cancel());
      return { result: run.run(stepsOn(at)), hasBegun: () => run.hasBegun };
    };
    if (isChange) return start(host, 0).result;
    const onNext = (from: RemoteHost, to: RemoteHost) => {
      onOtherHost?.(to.hostname);
      conditions.onProgress?.(`${from.hostname} cannot be reached; asking ${to.hostname}`);
    };
    return hostsInTurn([host, ...this.hosts.standIns(job.target)], start, onNext);
  }

  private transportOf({ target }: SignedJob): Transport {
    const transport = this.transports.get(target.zone);
    if (!transport) throw new AppError('ENVELOPE_REFUSED', 'The worker does not serve the zone of the job.');
    return transport;
  }
}

/** A host knows the target by a hash: names of Informatica are no names of files. */
const fenceOf = (job: SignedJob): Fence | undefined =>
  job.fence === undefined
    ? undefined
    : { number: job.fence, target: createHash('sha256').update(lineNameOf(job)).digest('hex').slice(0, 32) };
