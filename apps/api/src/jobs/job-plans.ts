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
import { inWords, jobPath } from './job-views.js';
import type { LastReads } from './last-reads.js';
import type { PlanConflictView, PlanView } from './plan.view.js';
import type { ZoneWatch } from './zone-watch.js';

const UNREADABLE = 'The plan cannot be made now: the queue does not answer. Ask again in a moment.';

/** What plans are made of. */
export interface PlanParts {
  store: JobStore;
  times: JobTimes;
  lines: TargetLines;
  zones: ZoneWatch;
  lastReads: LastReads;
}

/** A request that passed all checks, and what would be queued for it. */
export interface Planned {
  operation: Operation;
  input: object;
  job: AcceptedJob;
  granted: GrantedPlace;
}

/** Tells what would come of a request. Reads our own records only: asks no host, queues nothing, uses up no key. */
export class JobPlans {
  constructor(private readonly parts: PlanParts) {}

  /** Rejects with `VALIDATION_FAILED` for a deadline that would be refused, and with `QUEUE_UNAVAILABLE`. */
  of({ operation, input, job, granted }: Planned, ask: Ask): Promise<PlanView> {
    return asking(UNREADABLE, async () => {
      const { store, times, zones } = this.parts;
      const { target, reason } = job;
      const notAfter = deadlineOf(ask.notAfter, await store.now(), times);
      const conflict = await this.conflictOf(job, ask);
      const served = await zones.isServed(target.zone);
      const reasonWaiting = conflict?.reason ?? (served ? undefined : await zones.reasonWaiting(target.zone));
      const name = target.service ?? target.repository;
      return {
        validateOnly: true,
        operation: operation.name,
        target: { ...target, ...(name && { name }) },
        ...(reason && { reason }),
        notAfter,
        runLimitMs: operation.runLimitMs(input),
        ...(served !== undefined && { served }),
        ...(reasonWaiting && { reasonWaiting }),
        ...(conflict && { conflict }),
        steps: stepsOf(operation.plan(input, maskedPlace(target.domain)), granted.gateway),
        ...(await this.affected(job, ask.caller)),
      };
    });
  }

  private async conflictOf(job: AcceptedJob, { onConflict }: Ask): Promise<PlanConflictView | undefined> {
    const ahead = job.kind === 'change' ? await this.aheadOf(job) : [];
    const [holder] = ahead;
    if (!holder) return undefined;
    return {
      holder: jobPath(holder.id),
      reason: inWords(holder),
      outcome: onConflict === 'queue' ? 'waits' : 'refused',
      ahead: ahead.length,
    };
  }

  /** Those of the target that have not ended; one that has, and was not taken out of the line, keeps nobody waiting. */
  private async aheadOf(job: AcceptedJob): Promise<JobRecord[]> {
    const { lines, store } = this.parts;
    const { zone } = job.target;
    const jobs = await store.findMany((await lines.idsOf(job)).map((id) => ({ zone, id })));
    return jobs.filter(({ status }) => !isFinal(status));
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
