import { type AppLogger, type FileWatch, VERSION } from '#libs/platform';
import type { RecentRefusals } from '#libs/queue';
import { ruleFileView } from '../http/health/rule-file-views.js';
import type { EstateTiles } from './estate-tiles.js';
import type { HealthSigns } from './health-signs.js';
import type { JobRows } from './job-rows.js';
import type { JobsSeen, OpsSnapshot } from './snapshot.js';
import { verdictOf } from './verdict.js';
import { latelySince, type ZoneRows } from './zone-rows.js';

/** The page shows nothing older, and asks for nothing newer. */
export const PERIOD_MS = 3_000;

const REFUSALS = 20;

/** What a snapshot is made of. */
export interface SnapshotParts {
  zones: ZoneRows;
  jobs: JobRows;
  estate: Pick<EstateTiles, 'look' | 'tiles'>;
  refusals: Pick<RecentRefusals, 'newest'>;
  health: HealthSigns;
  files: FileWatch;
  environments: () => readonly string[];
}

/** The snapshot that all who look share: made at most once in a period, and only when somebody looks. */
export class Snapshots {
  private last: { at: number; made: Promise<OpsSnapshot> } | undefined;
  private login: string | undefined;

  constructor(
    private readonly parts: SnapshotParts,
    private readonly logger: Pick<AppLogger, 'warn'>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Never rejects because Redis is away: what cannot be seen is missing then. `login` is of somebody who looks. */
  current(login: string): Promise<OpsSnapshot> {
    this.login = login;
    if (this.last && this.now() - this.last.at < PERIOD_MS) return this.last.made;
    const made = this.make();
    made.catch(() => {
      this.last = undefined;
    });
    this.last = { at: this.now(), made };
    return made;
  }

  private async make(): Promise<OpsSnapshot> {
    const { estate, health, files: watch, refusals: recent, environments } = this.parts;
    const at = new Date().toISOString();
    const since = new Date(latelySince()).toISOString();
    const [jobs, refusals, signs] = await Promise.all([
      this.orNothing('jobs', this.jobs()),
      this.orNothing('refusals', recent.newest(REFUSALS)),
      health.all(this.login),
      this.orNothing('estate', estate.look()),
    ]);
    const files = watch.states.map(ruleFileView);
    const seen = { since, health: signs, files, ...(jobs && { jobs }) };
    const verdict = verdictOf(seen);
    const own = { at, release: VERSION, environments: environments(), estate: estate.tiles };
    return { ...own, ...seen, verdict, ...(refusals && { refusals }) };
  }

  private async jobs(): Promise<JobsSeen> {
    const { zones: zoneRows, jobs } = this.parts;
    const zones = await zoneRows.all();
    const names = zones.map(({ zone }) => zone);
    const [running, waiting, failures, longWaiting] = await Promise.all([
      jobs.running(names),
      jobs.waiting(names),
      jobs.failures(),
      zoneRows.longWaiting(zones),
    ]);
    return { zones, running, waiting, failures, longWaiting };
  }

  /** Nearly always because Redis is away; a fault of ours must not hide behind that. */
  private orNothing<T>(what: string, work: Promise<T>): Promise<T | undefined> {
    return work.catch((err: unknown) => {
      this.logger.warn({ err, what }, 'a part of the operations page cannot be seen');
      return undefined;
    });
  }
}
