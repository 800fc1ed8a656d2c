import { JOB_STATUSES, type JobStatus } from '../jobs/job.js';
import { cellText, type JobPlace, placeText, splitPlace } from '../jobs/job-place.js';
import type { QueueKeys } from '../keys.js';
import { fits, type JobFilter, type JobScope } from './job-filter.js';

/** A sorted set, and the zone of its entries where they do not say it themselves. */
export type List = readonly [key: string, zone: string];

type Names = Record<string, true>;

/** What the scripts of lists are asked for; JSON leaves out what is undefined. */
export interface Search {
  /** Key of a zone before its name. */
  zones: string;
  least: string;
  most: string;
  /** Each of them holds every job that is wanted, and perhaps others. */
  alternatives: List[][];
  statuses?: Names | undefined;
  operations?: Names | undefined;
  /** Where all jobs may be seen; undefined for everywhere. */
  places?: Names | undefined;
  /** Where only those in the list `own` may be. */
  ownPlaces?: Names | undefined;
  own?: string | undefined;
  /** Lists that a job must stand in too; its place comes behind. */
  alsoIn: string[];
}

/** The places that have jobs. `own` are those of the requester whose scope it is. */
export interface KnownPlaces {
  all: readonly string[];
  own: readonly string[];
}

const namesOf = (texts: readonly string[]): Names => Object.fromEntries(texts.map((text) => [text, true as const]));

/** A queued job is expired once its time is over, before anybody has written so. */
const stands = (statuses: readonly JobStatus[]): readonly JobStatus[] =>
  statuses.includes('expired') && !statuses.includes('queued') ? [...statuses, 'queued'] : statuses;

/** Plans how the jobs are found that a filter wants and a scope allows. */
export class JobSearch {
  /** Of which the caller may see every job. */
  private readonly places: readonly JobPlace[];
  private readonly ownPlaces: readonly string[];

  constructor(
    private readonly keys: QueueKeys,
    private readonly operations: readonly string[],
    private readonly wish: { filter: JobFilter; scope: JobScope },
    known: KnownPlaces,
  ) {
    const { filter, scope } = wish;
    const fitting = known.all.map(splitPlace).filter((place) => fits(filter, place));
    const mayRead = (place: JobPlace): boolean => 'all' in scope || scope.canRead(place);
    this.places = fitting.filter(mayRead);
    const own = known.own.map(splitPlace).filter((place) => fits(filter, place) && !mayRead(place));
    this.ownPlaces = own.map(placeText);
  }

  /** The search without what differs from page to page. */
  get base(): Search {
    const { filter, scope } = this.wish;
    const { createdFromMs, createdBeforeMs, statuses, operations } = filter;
    return {
      zones: this.keys.zones(),
      // Positions are microseconds.
      least: createdFromMs === undefined ? '-inf' : String(createdFromMs * 1000),
      most: createdBeforeMs === undefined ? '+inf' : `(${createdBeforeMs * 1000}`,
      alternatives: this.alternatives(),
      statuses: statuses && namesOf(statuses),
      operations: operations && namesOf(operations),
      ...(!this.isEverywhere && { places: namesOf(this.places.map(placeText)), ownPlaces: namesOf(this.ownPlaces) }),
      ...('subject' in scope && { own: this.keys.jobsOfRequester(scope.subject) }),
      alsoIn: this.narrow.map((keyAt) => keyAt('')),
    };
  }

  /**
   * What can be counted without a look at each job: lists by status whose jobs are all wanted. Undefined where there are none
   * such. Queued jobs are never among them, as some of them may have expired.
   */
  sums(): Record<string, List[]> | undefined {
    if (this.narrow.length > 0 || this.ownPlaces.length > 0) return undefined;
    const statuses = (this.wish.filter.statuses ?? JOB_STATUSES).filter((status) => status !== 'queued');
    return Object.fromEntries(statuses.map((status) => [status, this.cells([status])]));
  }

  /** The lists of all jobs that are queued, for what the sums leave out. */
  queued(): List[] {
    const { statuses = ['queued'] } = this.wish.filter;
    return stands(statuses).includes('queued') ? this.cells(['queued']) : [];
  }

  private get isEverywhere(): boolean {
    const { filter, scope } = this.wish;
    const { zone, trigram, domain, environment } = filter;
    return 'all' in scope && [zone, trigram, domain, environment].every((name) => name === undefined);
  }

  /** The keys, by place, of the lists of one object and of one requester. */
  private get narrow(): ((place: string) => string)[] {
    const { object, login } = this.wish.filter;
    return [
      ...(object === undefined ? [] : [(place: string) => this.keys.jobsOfObject(object, place)]),
      ...(login === undefined ? [] : [(place: string) => this.keys.jobsOfLogin(login, place)]),
    ];
  }

  private alternatives(): List[][] {
    const { statuses, operations } = this.wish.filter;
    const own = this.own();
    const places = this.places.map(placeText);
    const listsBy = (keyAt: (place: string) => string): List[] => [
      ...places.map((place) => [keyAt(place), ''] as const),
      ...own,
    ];
    return [
      this.isEverywhere ? [[this.keys.allJobs(), '']] : listsBy(this.keys.jobsOfPlace),
      ...(statuses || operations ? [[...this.cells(stands(statuses ?? JOB_STATUSES)), ...own]] : []),
      ...this.narrow.map(listsBy),
    ];
  }

  private own(): List[] {
    const { scope } = this.wish;
    return 'subject' in scope && this.ownPlaces.length > 0 ? [[this.keys.jobsOfRequester(scope.subject), '']] : [];
  }

  private cells(statuses: readonly JobStatus[]): List[] {
    const operations = this.wish.filter.operations ?? this.operations;
    return this.places.flatMap((place) =>
      operations.flatMap((operation) =>
        statuses.map((status) => [this.keys.cell(place.zone, cellText(place, operation), status), place.zone] as const),
      ),
    );
  }
}
