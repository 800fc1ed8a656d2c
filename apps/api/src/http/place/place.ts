import { findEnvironment } from '#libs/permission';
import { AppError } from '#libs/platform';
import type { WishedPlace } from '../../inventory/estate.js';
import type { DomainPath, PlaceQuery } from './place.input.js';

/** The place that a validated path and query name, in canonical spelling. */
export function placeOf({ trigram, domain }: DomainPath, { environment, host }: PlaceQuery): WishedPlace {
  const known = findEnvironment(environment);
  if (!known) throw new AppError('VALIDATION_FAILED', 'The environment is not known.');
  return { trigram: trigram.toUpperCase(), domain, environment: known, ...(host !== undefined && { host }) };
}
