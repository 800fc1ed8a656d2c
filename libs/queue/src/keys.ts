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
  /** What the keys of a zone begin with, before its name. */
  readonly zones = (): string => `${this.prefix}:zone:`;
  readonly job = (zone: string, id: string): string => `${this.prefix}:zone:${zone}:job:${id}`;
  readonly waiting = (zone: string): string => `${this.prefix}:zone:${zone}:waiting`;
  readonly running = (zone: string): string => `${this.prefix}:zone:${zone}:running`;
  /** The jobs of a cell (place and operation) that have a status, by their position. */
  readonly cell = (zone: string, cell: string, status: string): string => `${this.cells(zone)}${cell}/${status}`;
  /** What the keys of the cells of a zone begin with. */
  readonly cells = (zone: string): string => `${this.prefix}:zone:${zone}:cell:`;
  /** The jobs that have ended, by when they may be forgotten. */
  readonly ended = (zone: string): string => `${this.prefix}:zone:${zone}:ended`;
  /** The changes of one target, in order: the first has it, the others wait. Or the reads that share one reading. */
  readonly line = (zone: string, target: string): string => `${this.prefix}:zone:${zone}:line:${target}`;
  /** What the commands of a job print, from when somebody watches it. */
  readonly log = (zone: string, id: string): string => `${this.prefix}:zone:${zone}:log:${id}`;
  readonly watched = (zone: string, id: string): string => `${this.prefix}:zone:${zone}:watched:${id}`;
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
  readonly jobsOfPlace = (place: string): string => `${this.prefix}:jobs:place:${place}`;
  readonly jobsOfRequester = (subject: string): string => `${this.prefix}:jobs:requester:${subject}`;
  /** Of one login, or about one object, at one place: a list holds nothing but what may be seen, or nothing that may. */
  readonly jobsOfLogin = (login: string, place: string): string =>
    `${this.prefix}:jobs:login:${encodeURIComponent(login.toLowerCase())}:${place}`;
  readonly jobsOfObject = (name: string, place: string): string =>
    `${this.prefix}:jobs:object:${name.toLowerCase()}:${place}`;
  /** The places that have jobs, and those at which a requester has some. */
  readonly places = (): string => `${this.prefix}:jobs:places`;
  readonly placesOfRequester = (subject: string): string => `${this.prefix}:jobs:places-of:${subject}`;
  /** Who could see the jobs that were forgotten in a period; in small parts, which Redis keeps compact. */
  readonly forgotten = (period: number, id: string): string => `${this.prefix}:forgotten:${period}:${id.slice(0, 3)}`;
  readonly lastPosition = (): string => `${this.prefix}:jobs:last-position`;
  readonly idempotency = (subject: string, key: string): string =>
    `${this.prefix}:idempotency:${encodeURIComponent(subject)}:${encodeURIComponent(key)}`;
  /** What somebody used up of a limit in a window of time. */
  readonly consumption = (limit: string, who: string, window: number): string =>
    `${this.prefix}:limit:${limit}:${encodeURIComponent(who)}:${window}`;
  /** What became of the callback of a job. */
  readonly callback = (id: string): string => `${this.prefix}:callback:${id}`;
  /** What was refused last, by whichever process of the API. */
  readonly refusals = (): string => `${this.prefix}:refusals`;
  /** What a browser has opened, by the hash of its cookie. */
  readonly session = (hash: string): string => `${this.prefix}:session:${hash}`;
  /** Where processes of the API tell each other which session was ended. */
  readonly sessionEnds = (): string => `${this.prefix}:session-ends`;
  /** A sign-in that a browser has finished, by the hash of its state. */
  readonly signIn = (hash: string): string => `${this.prefix}:sign-in:${hash}`;
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
