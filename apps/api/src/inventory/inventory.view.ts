/** A host of a domain. */
export class DomainHostView {
  /** @example etl-mae-d01.sandbox.socgen */
  hostname!: string;
  /** @example docker */
  zone!: string;
  /** Whether a worker of the zone is there now: without one, jobs wait and expire. Missing while nobody can say. */
  served?: boolean;
}

/** A domain that a trigram owns in an environment, as far as the caller may use it. */
export class DomainView {
  /** @example DOM_MAE_D01 */
  domain!: string;
  /** @example Development */
  environment!: string;
  hosts!: DomainHostView[];
  /** The highest level that the caller has there: `read` or `operate`. */
  level!: string;
}

/** The inventory that is visible under a trigram. */
export class DomainListView {
  domains!: DomainView[];
}
