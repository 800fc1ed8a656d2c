import { IsIn, IsOptional, ValidateIf } from 'class-validator';
import { IsDomainName, operationsByName } from '#libs/informatica';
import { IsEnvironment, IsTrigram } from '../http/place/place-rules.js';

const OPERATION_NAMES = [...operationsByName.keys()];

/** One question is asked whole: with any of its parts the others are needed too. */
const isQuestion = (query: PermissionQuestionQuery): boolean => Object.values(query).some((part) => part !== undefined);

/** Nothing, for all that you may do; or one question. */
export class PermissionQuestionQuery {
  /**
   * The Informatica domain.
   * @example DOM_MAE_D01
   */
  @ValidateIf(isQuestion)
  @IsDomainName()
  domain?: string;

  /**
   * Development, Homologation or Production, in any case.
   * @example Development
   */
  @ValidateIf(isQuestion)
  @IsEnvironment()
  environment?: string;

  /**
   * What you would like to do.
   * @example integration-service.stop
   */
  @ValidateIf(isQuestion)
  @IsIn(OPERATION_NAMES)
  operation?: string;

  /**
   * Under whose path you would ask; the owner of the domain where it is left out.
   * @example MAE
   */
  @IsOptional()
  @IsTrigram()
  trigram?: string;
}
