import { IsOptional, IsString, MaxLength } from 'class-validator';
import { Refusal } from '#libs/audit';
import { IsDomainName, readInstance } from '#libs/informatica';
import { AppError, type FieldFault } from '#libs/platform';
import { placeOf } from '../http/place/place.js';
import { IsEnvironment, IsTrigram } from '../http/place/place-rules.js';
import type { WishedPlace } from '../inventory/estate.js';

/** What old callers send in the query; they send all of it everywhere, so what a route does not need is ignored. */
export type LegacyQuery = Record<string, string | string[] | undefined>;

class LegacyPlace {
  @IsTrigram()
  declare trigram: string;
  @IsDomainName()
  declare domain: string;
  @IsEnvironment()
  declare environment: string;
  @IsOptional()
  @IsString()
  @MaxLength(253)
  declare host?: string;
}

/** Our name of a field to the name that an old caller knows. */
const OLD_NAMES: Record<string, string> = {
  domain: 'Domain name',
  environment: 'Environment',
  host: 'Domain Host name',
  repository: 'Repository_name',
  service: 'IS_name',
};

/** An old request as the place it names, and the spelling that its answer must echo. */
export interface LegacyPlaceRequest {
  place: WishedPlace;
  sent: { trigram: string; domain: string; environment: string; host?: string };
}

/** Reads the place of an old request; faults name the old parameters. */
export function readLegacyPlace(trigram: string, domain: unknown, query: LegacyQuery): LegacyPlaceRequest {
  const host = query['Domain Host name'];
  const { instance: sent, faults } = readInstance(LegacyPlace, {
    trigram,
    domain,
    environment: query['Environment'],
    ...(host && { host }),
  });
  if (faults.length > 0) throw new AppError('VALIDATION_FAILED', sentenceOf(faults), { errors: faults.map(renamed) });
  return { place: placeOf(sent, sent), sent: { ...sent } };
}

/** Runs a step whose faults name our fields, and renames them to what the old caller sent. */
export async function withOldNames<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof AppError) || !error.errors) throw error;
    const { code, message } = error;
    const errors = error.errors.map(renamed);
    throw error instanceof Refusal
      ? new Refusal({ code, message, errors }, error.decision)
      : new AppError(code, message, { errors, cause: error });
  }
}

function renamed({ pointer, parameter, detail }: FieldFault): FieldFault {
  const field = pointer?.slice(1) ?? parameter ?? '';
  return { parameter: OLD_NAMES[field] ?? field, detail };
}

/** Old callers read one sentence, so it must say enough. */
const sentenceOf = (faults: readonly FieldFault[]): string => faults.map(({ detail }) => detail).join('; ');
