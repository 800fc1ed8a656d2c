import { IsServiceName } from '../name-decorators.js';

/** Names one Integration Service. */
export class IntegrationServiceInput {
  /**
   * The Integration Service; upper and lower case are the same.
   * @example 'INT_MAE_D01'
   */
  @IsServiceName()
  declare service: string;
}
