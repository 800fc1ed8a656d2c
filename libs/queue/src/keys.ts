import type { SettingsOf } from '#libs/platform';
import type { queueSettings } from './settings.js';

type PrefixSettings = Pick<SettingsOf<typeof queueSettings>, 'REDIS_PREFIX' | 'REDIS_CLUSTER'>;

/**
 * The names of all Redis keys and channels. What a zone's worker touches stands under its zone, so that an ACL can keep
 * it out of the others' keys; what only the API touches stands beside.
 */
export class QueueKeys {
  constructor(private readonly prefix: string) {}

  /** Prefix of Bull's own keys. */
  readonly bull = (): string => `${this.prefix}:bull`;
  readonly bullJob = (zone: string, id: string): string => `${this.bull()}:${queueName(zone)}:${id}`;
  readonly job = (zone: string, id: string): string => `${this.prefix}:zone:${zone}:job:${id}`;
  readonly waiting = (zone: string): string => `${this.prefix}:zone:${zone}:waiting`;
  readonly running = (zone: string): string => `${this.prefix}:zone:${zone}:running`;
  /** The changes of one target, in order: the first has it, the others wait. Or the reads that share one reading. */
  readonly line = (zone: string, target: string): string => `${this.prefix}:zone:${zone}:line:${target}`;
  /** The ended jobs of a zone whose callback to one receiver is to be tried, by when that is due. */
  readonly callbacks = (zone: string, receiver: string): string => `${this.prefix}:zone:${zone}:callbacks:${receiver}`;
  /** Grows with each change of a domain that may have had an effect: readings of different generations are not shared. */
  readonly generation = (zone: string, domain: string): string => `${this.prefix}:zone:${zone}:generation:${domain}`;
  /** The job that read last what a line of reads wants to know, and since when. */
  readonly latest = (zone: string, reading: string): string => `${this.prefix}:zone:${zone}:latest:${reading}`;
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
  /** What became of the callback of a job. */
  readonly callback = (id: string): string => `${this.prefix}:callback:${id}`;
  readonly janitor = (): string => `${this.prefix}:janitor`;
  /** What is written after a job, so that replicas which have it have the job too. */
  readonly confirmed = (): string => `${this.prefix}:confirmed`;
}

/**
 * The keys under the prefix of these settings. In a Cluster the prefix becomes a hash tag: what one script or transaction
 * touches must lie in one slot.
 */
export const queueKeysOf = ({ REDIS_PREFIX: prefix, REDIS_CLUSTER: nodes }: PrefixSettings): QueueKeys =>
  new QueueKeys(nodes.length === 0 || /\{[^{}]+\}/.test(prefix) ? prefix : `{${prefix}}`);

/** The Bull queue of a zone. */
export const queueName = (zone: string): string => `informatica:${zone}`;
