import { IsBoolean, IsOptional } from 'class-validator';
import { IsRepositoryName } from '../name-decorators.js';

/** Names one repository. */
export class RepositoryInput {
  /**
   * The repository (its Repository Service); upper and lower case are the same.
   * @example 'REP_MAE_D01'
   */
  @IsRepositoryName()
  declare repository: string;
}

/** Names one repository and whether protected connections may be killed. */
export class KillInput extends RepositoryInput {
  /**
   * Also kill connections that a service or our own technical user holds. Never the one that does the killing.
   * @example false
   */
  @IsOptional()
  @IsBoolean()
  force?: boolean = false;
}
