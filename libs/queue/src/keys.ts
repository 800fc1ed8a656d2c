/**
 * The names of all Redis keys and channels. What a zone's worker touches stands under its zone, so that an ACL can keep
 * it out of the others' keys; what only the API touches stands beside.
 */
export class QueueKeys {
  constructor(private readonly prefix: string) {}

  /** Prefix of Bull's own keys. */
  readonly bull = (): string => `${this.prefix}:bull`;
  readonly job = (zone: string, id: string): string => `${this.prefix}:zone:${zone}:job:${id}`;
  readonly waiting = (zone: string): string => `${this.prefix}:zone:${zone}:waiting`;
  readonly running = (zone: string): string => `${this.prefix}:zone:${zone}:running`;
  readonly events = (zone: string): string => `${this.prefix}:zone:${zone}:events`;
  /** Where the API asks the worker of a running job to look at its record. */
  readonly control = (zone: string): string => `${this.prefix}:zone:${zone}:control`;
  readonly worker = (zone: string, worker: string): string => `${this.prefix}:zone:${zone}:worker:${worker}`;
  readonly workers = (zone: string): string => `${this.prefix}:zone:${zone}:workers`;
  readonly allJobs = (): string => `${this.prefix}:jobs`;
  readonly jobsOfTrigram = (trigram: string): string => `${this.prefix}:jobs:trigram:${trigram}`;
  readonly jobsOfRequester = (subject: string): string => `${this.prefix}:jobs:requester:${subject}`;
  readonly lastPosition = (): string => `${this.prefix}:jobs:last-position`;
  readonly idempotency = (subject: string, key: string): string =>
    `${this.prefix}:idempotency:${encodeURIComponent(subject)}:${encodeURIComponent(key)}`;
  /** What somebody used up of a limit in a window of time. */
  readonly consumption = (limit: string, who: string, window: number): string =>
    `${this.prefix}:limit:${limit}:${encodeURIComponent(who)}:${window}`;
  readonly janitor = (): string => `${this.prefix}:janitor`;
}

/** The Bull queue of a zone. */
export const queueName = (zone: string): string => `informatica:${zone}`;
