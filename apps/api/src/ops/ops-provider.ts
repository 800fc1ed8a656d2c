import type { FactoryProvider, InjectionToken } from '@nestjs/common';
import { assertOps } from '#libs/auth';
import { ENVIRONMENTS } from '#libs/permission';
import type { ApiParts, JobParts, QueueParts } from '../api-parts.js';
import type { BrowserParts } from '../browser/browser-parts.js';
import { JobEvents } from '../jobs/job-events.js';
import { JobListing } from '../jobs/job-listing.js';
import { JobReader } from '../jobs/job-reader.js';
import { ZoneOverview } from '../zones/zone-overview.js';
import { EstateTiles } from './estate-tiles.js';
import { HealthSigns } from './health-signs.js';
import { JobRows } from './job-rows.js';
import { OpsDesk, type OpsDeskParts } from './ops-desk.js';
import { OpsStream, type Watching } from './ops-stream.js';
import { Snapshots } from './snapshots.js';
import { UsualTimes } from './usual-times.js';
import { ZoneRows } from './zone-rows.js';

/** Provides the `OpsDesk`; `jobParts` names what provides the `JobParts`. */
export const opsProvider = (
  parts: ApiParts,
  queue: QueueParts,
  { login }: BrowserParts,
  jobParts: InjectionToken,
): FactoryProvider<OpsDesk> => ({
  provide: OpsDesk,
  inject: [jobParts, JobListing, JobReader, JobEvents],
  useFactory: ({ lines }: JobParts, listing: JobListing, reader: JobReader, events: JobEvents) => {
    const { store, lists, zoneWatch: zones } = queue;
    const rows = new JobRows({ store, lists, zones, lines, times: new UsualTimes(lists) });
    const snapshots = snapshotsOf(parts, queue, rows);
    const { logger, grants } = parts;
    const assertStillMay = async (request: Watching): Promise<void> => {
      await login?.sessions.assertStillIn(request);
      await assertOps(grants, request.caller, 'GET');
    };
    const stream = new OpsStream({ snapshots, logger, assertStillMay });
    const onSignOut: OpsDeskParts['onSignOut'] = (request, over) =>
      login?.sessions.onEnd(request, over) ?? (() => undefined);
    return new OpsDesk({ snapshots, stream, rows, listing, reader, events, onSignOut });
  },
});

function snapshotsOf(
  parts: ApiParts,
  { redis, refusals, lists, store, zoneWatch }: QueueParts,
  jobs: JobRows,
): Snapshots {
  const { trail, grants, signingKeys, estate, ruleFiles, logger, settings } = parts;
  const { log: audit, delivery } = trail;
  const { directory } = ruleFiles;
  const environments = () => {
    if (settings.ENVIRONMENT_NAME) return [settings.ENVIRONMENT_NAME];
    const used = new Set(estate.current.inventory.hosts.map(({ environment }) => environment));
    return ENVIRONMENTS.filter((environment) => used.has(environment));
  };
  return new Snapshots(
    {
      jobs,
      zones: new ZoneRows(new ZoneOverview(zoneWatch, store), lists),
      estate: new EstateTiles(estate, lists),
      refusals,
      health: new HealthSigns({ redis, audit, delivery, grants, directory, signingKeys }),
      files: ruleFiles.watch,
      environments,
    },
    logger,
  );
}
