import { ApiProperty } from '@nestjs/swagger';
import { IntegrationServiceView, PLAN_PHASES, type PlanPhase, UserConnectionView } from '#libs/informatica';
import { JobTargetView } from './job.view.js';

/** One program start on the host: an argument list, which no shell reads. */
export class PlannedCommandView {
  /** @example infacmd.sh */
  program!: string;
  /**
   * In square brackets: what only the worker or the host knows. A password is never an argument.
   * @example ["isp", "DisableService", "-sn", "INT_MAE_D01", "-mo", "Complete"]
   */
  args!: string[];
  /** The longest that it may take on the host. */
  timeoutMs!: number;
}

/** A part of what would be done. */
export class PlannedStepView {
  /** A read has but one part; a change looks before, acts (`effect`), and looks again. */
  @ApiProperty({ enum: PLAN_PHASES })
  phase!: PlanPhase;
  /** What is looked at or done, in words. */
  what!: string;
  commands!: PlannedCommandView[];
}

const CONFLICTS = ['refused', 'waits'] as const;

/** Another change has the target now. */
export class PlanConflictView {
  /** Path of the job that has it; missing where you may not see that job. */
  holder?: string;
  /**
   * What has it, whose that is and since when; only `another change` where you may not see that job.
   * @example integration-service.stop of mae-batch since 2026-01-10T20:15:00.000Z
   */
  heldBy!: string;
  /** What would come of the request now: `refused` with 409, or it `waits` in line, as `onConflict` says. */
  @ApiProperty({ enum: CONFLICTS })
  outcome!: (typeof CONFLICTS)[number];
  /** How many changes would begin before it. */
  ahead!: number;
}

const BASES = ['last-read', 'unknown'] as const;

/** Who would be affected, as far as it is known without asking the host. */
export class AffectedView {
  /** `last-read`: as a job found it that you may see, so it may be wrong by now; `unknown`: there is none such. */
  @ApiProperty({ enum: BASES })
  basis!: (typeof BASES)[number];
  /** When it was read, by that job or by the one whose reading that job was told. */
  readAt?: string;
  /** Path of that job. */
  job?: string;
  /** Of a kill: the connections that would be meant; protected ones among them would not be killed. */
  connections?: UserConnectionView[];
  /** Of a start, stop or restart: the state of the service. */
  service?: IntegrationServiceView;
  /** What to think of it, in words. */
  note!: string;
}

/** Where to go from a plan. */
export class PlanLinksView {
  /** GET this for a new reading of what would be affected; of changes only. */
  read?: string;
}

/** What would come of a request. All that can be checked was checked; nothing is queued, nothing was run. */
export class PlanView {
  /** Says that this is a plan and no job. */
  @ApiProperty({ enum: [true] })
  validateOnly!: true;
  /** @example integration-service.stop */
  operation!: string;
  target!: JobTargetView;
  /** @example CHG0012345 */
  reason?: string;
  /** The deadline that the job would have, were it accepted now. */
  notAfter!: string;
  /** The longest that the run may take once it has begun. */
  runLimitMs!: number;
  /** Whether a worker serves the zone; missing while nobody can say. */
  served?: boolean;
  /** Why the job would not begin at once, were it accepted. */
  reasonWaiting?: string;
  conflict?: PlanConflictView;
  steps!: PlannedStepView[];
  /** Of changes only: a read affects nobody. */
  affected?: AffectedView;
  links!: PlanLinksView;
}
