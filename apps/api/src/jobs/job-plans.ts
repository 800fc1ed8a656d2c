import type { Caller } from '#libs/auth';
import { commandThroughGateway, type Operation, type PlannedStep } from '#libs/informatica';
import {
  type AcceptedJob,
  asking,
  deadlineOf,
  isFinal,
  type JobRecord,
  type JobStore,
  type JobTimes,
  type TargetLines,
} from '#libs/queue';
import type { GrantedPlace } from '../inventory/estate.js';
import { affectedBy, readPathOf } from './affected.js';
import type { Ask } from './ask.js';
import { holderInWords, inWords, jobPath, SOMEBODY, targetView } from './job-views.js';
import type { JobVisibility } from './job-visibility.js';
import type { LastReads } from './last-reads.js';
import type { PlanView } from './plan.view.js';
import type { ZoneWatch } from './zone-watch.js';

const UNREADABLE = 'The plan cannot be made now: the queue does not answer. Ask again in a moment.';

/** What plans are made of. */
export interface PlanParts {
  store: JobStore;
  times: JobTimes;
  lines: TargetLines;
  zones: ZoneWatch;
  visibility: Pick<JobVisibility, 'visible'>;
  lastReads: LastReads;
}

/** A request that passed all checks, and what would be queued for it. */
export interface Planned {
  operation: Operation;
  input: object;
  job: AcceptedJob;
  granted: GrantedPlace;
}

type Obstacle = Pick<PlanView, 'conflict' | 'reasonWaiting'>;

/** Tells what would come of a request. Reads our own records only: asks no host, queues nothing, uses up no key. */
export class JobPlans {
  constructor(private readonly parts: PlanParts) {}

  /** Rejects with `VALIDATION_FAILED` for a deadline that would be refused, and with `QUEUE_UNAVAILABLE`. */
  of({ operation, input, job, granted }: Planned, ask: Ask): Promise<PlanView> {
    return asking(UNREADABLE, async () => {
      const { store, times, zones } = this.parts;
      const { target, reason } = job;
      const notAfter = deadlineOf(ask.notAfter, await store.now(), times);
      const served = await zones.isServed(target.zone);
      return {
        validateOnly: true,
        operation: operation.name,
        target: targetView(target),
        ...(reason && { reason }),
        notAfter,
        runLimitMs: operation.runLimitMs(input),
        ...(served !== undefined && { served }),
        ...(!served && { reasonWaiting: await zones.reasonWaiting(target.zone) }),
        ...(await this.obstacleOf(job, ask)),
        steps: stepsOf(operation.plan(input, maskedPlace(target.domain)), granted.gateway),
        ...(await this.affected(job, ask.caller)),
      };
    });
  }

  /** Who has the target now, and what would come of a request that meets them. */
  private async obstacleOf(job: AcceptedJob, { caller, onConflict }: Ask): Promise<Obstacle> {
    const ahead = job.kind === 'change' ? await this.aheadOf(job) : [];
    if (ahead.length === 0) return {};
    const [holder] = await this.parts.visibility.visible(ahead.slice(0, 1), caller);
    const told = holder ? { holder: jobPath(holder.id), heldBy: holderInWords(holder) } : { heldBy: 'another change' };
    const found = { ...told, ahead: ahead.length };
    if (onConflict !== 'queue') return { conflict: { ...found, outcome: 'refused' } };
    return { conflict: { ...found, outcome: 'waits' }, reasonWaiting: holder ? inWords(holder) : SOMEBODY.change };
  }

  /** Those of the target that have not ended; one that has, and was not taken out of the line, keeps nobody waiting. */
  private async aheadOf(job: AcceptedJob): Promise<JobRecord[]> {
    const { lines, store } = this.parts;
    const { zone } = job.target;
    const jobs = await store.findMany((await lines.idsOf(job)).map((id) => ({ zone, id })));
    return jobs.filter((one) => !isFinal(one));
  }

  private async affected({ kind, target }: AcceptedJob, caller: Caller): Promise<Pick<PlanView, 'affected' | 'links'>> {
    if (kind === 'read') return { links: {} };
    const affected = await affectedBy(target, this.parts.lastReads, caller);
    return { affected, links: { read: readPathOf(target) } };
  }
}

/** Only the worker knows who logs in; what would tell stands in brackets. */
const maskedPlace = (domain: string) => ({
  domain,
  informaticaUser: '[technical user]',
  securityDomain: '[security domain]',
});

const stepsOf = (steps: readonly PlannedStep[], gateway: string | undefined): PlanView['steps'] =>
  steps.map(({ phase, what, commands }) => ({
    phase,
    what,
    commands: commands.map((command) => {
      const { program, args, timeoutMs } = commandThroughGateway(command, gateway);
      return { program, args: [...args], timeoutMs };
    }),
  }));
