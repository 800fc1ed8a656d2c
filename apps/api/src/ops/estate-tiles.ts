import {
  getIntegrationService,
  listIntegrationServices,
  restartIntegrationService,
  startIntegrationService,
  stopIntegrationService,
} from '#libs/informatica';
import type { InformaticaHost, Inventory } from '#libs/permission';
import type { JobFilter, JobLists } from '#libs/queue';
import { newestOfEach, readingsIn } from './service-readings.js';
import type { DomainTiles } from './snapshot.js';

/** The estate has as many domains as it has: a few are looked at each time, in turn. */
const DOMAINS_AT_ONCE = 8;
const LOOK_AGAIN_AFTER_MS = 15_000;
/** So many of the newest jobs about single services are looked at. */
const SINGLE_READS = 30;

const OF_ONE_SERVICE = [
  getIntegrationService,
  startIntegrationService,
  stopIntegrationService,
  restartIntegrationService,
].map(({ name }) => name);

type Place = Pick<InformaticaHost, 'domain' | 'environment' | 'zone'>;

/** The services of the estate as jobs read them last. Reads records of jobs, never a host. */
export class EstateTiles {
  private readonly known = new Map<string, DomainTiles>();

  constructor(
    private readonly estate: { current: { inventory: Inventory } },
    private readonly lists: Pick<JobLists, 'page'>,
    private readonly now: () => number = Date.now,
  ) {}

  /** Looks at the domains whose turn it is. Rejects with Redis' errors. */
  async look(): Promise<void> {
    const due = this.places.filter((place) => this.now() - this.lookedAtMs(place) >= LOOK_AGAIN_AFTER_MS);
    const first = due.sort((one, other) => this.lookedAtMs(one) - this.lookedAtMs(other)).slice(0, DOMAINS_AT_ONCE);
    const tiles = await Promise.all(first.map((place) => this.read(place)));
    for (const [index, place] of first.entries()) this.known.set(nameOf(place), tiles[index] as DomainTiles);
  }

  /** What is known by now of each domain in the inventory, in its order. */
  get tiles(): DomainTiles[] {
    return this.places.map((place) => this.known.get(nameOf(place)) ?? { ...place, services: [] });
  }

  private get places(): Place[] {
    const { hosts } = this.estate.current.inventory;
    const places = hosts.map(({ domain, environment, zone }) => ({ domain, environment, zone }));
    return [...new Map(places.map((place) => [nameOf(place), place])).values()];
  }

  private lookedAtMs(place: Place): number {
    return Date.parse(this.known.get(nameOf(place))?.lookedAt ?? '') || 0;
  }

  private async read(place: Place): Promise<DomainTiles> {
    const lookedAt = new Date(this.now()).toISOString();
    const { domain, environment } = place;
    const newest = async (operations: readonly string[], size: number) => {
      const filter: JobFilter = { statuses: ['succeeded'], operations, domain, environment };
      return (await this.lists.page({ all: true }, filter, { size, order: 'newest first' })).jobs;
    };
    const jobs = await Promise.all([newest([listIntegrationServices.name], 1), newest(OF_ONE_SERVICE, SINGLE_READS)]);
    return { ...place, services: newestOfEach(jobs.flat().flatMap(readingsIn)), lookedAt };
  }
}

const nameOf = ({ domain, environment }: Place): string => `${domain} ${environment}`;
