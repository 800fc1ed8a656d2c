import { type IntegrationServiceView, isSameName } from '#libs/informatica';
import type { JobRecord, JobTarget } from '#libs/queue';

/** The state of the service that a target names, as a read found it; undefined where it did not. */
export function stateIn({ result }: JobRecord, { service = '' }: JobTarget): IntegrationServiceView | undefined {
  const { services } = (result ?? {}) as { services?: IntegrationServiceView[] };
  const states = services ?? [(result ?? {}) as IntegrationServiceView];
  return states.find(({ name }) => name !== undefined && isSameName(name, service));
}

/** When a read was made of a target, ISO 8601; one that was told a recent reading ended later than that was made. */
export function readAtOf(read: JobRecord, target: JobTarget): string | undefined {
  return stateIn(read, target)?.readAt ?? read.sourceFinishedAt ?? read.finishedAt;
}
