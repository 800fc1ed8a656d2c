import type { Environment, InformaticaHost } from '#libs/permission';
import type { AppLogger } from '#libs/platform';
import type { RemoteHost } from '../remote/remote-host.js';
import type { HostFacts } from '../remote/script/read-facts.js';
import type { WorkerSettings } from '../settings.js';
import type { Encounter } from './encounter.js';

/** What the doctor was asked about. */
export interface Question {
  domain: string;
  environment: Environment;
  host?: string | undefined;
}

/** What earlier checks found out for later ones; a check may read only what those that it needs have written. */
export class Patient {
  row?: InformaticaHost;
  host?: RemoteHost;
  encounter?: Encounter;
  facts?: HostFacts;

  constructor(
    readonly question: Question,
    readonly settings: WorkerSettings,
    readonly logger: AppLogger,
  ) {}

  /** The row of the inventory. Throws where no check has found it. */
  get knownRow(): InformaticaHost {
    return known(this.row);
  }

  get knownHost(): RemoteHost {
    return known(this.host);
  }

  get knownEncounter(): Encounter {
    return known(this.encounter);
  }

  get knownFacts(): HostFacts {
    return known(this.facts);
  }
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a check was made before one that it needs');
  return value;
}
