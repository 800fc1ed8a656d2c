import { Injectable } from '@nestjs/common';
import type { Operation } from '#libs/informatica';
import type { Ask } from '../jobs/ask.js';
import { JobDesk } from '../jobs/job-desk.js';
import type { LegacyAccepted } from './legacy.view.js';
import { type LegacyPlaceRequest, withOldNames } from './legacy-request.js';

/** Submits for the old routes: the same desk as everybody's, with the old answer. */
@Injectable()
export class LegacyDesk {
  constructor(private readonly desk: JobDesk) {}

  async submit(operation: Operation, request: LegacyPlaceRequest, raw: object, ask: Ask): Promise<LegacyAccepted> {
    const { place, sent } = request;
    // Old callers know no 409: their change waits for its turn.
    const terms = { ...ask, waitS: 0, onConflict: 'queue', isLegacy: true } as const;
    const { job } = await withOldNames(() => this.desk.queue(operation, place, raw, terms));
    return {
      hostname: sent.host ?? job.target.host,
      trigram: sent.trigram,
      Domain_name: sent.domain,
      Environment: sent.environment,
      uuid: job.id,
    };
  }
}
