import { IsIn, IsOptional } from 'class-validator';
import { STOP_MODES, type StopMode } from '../commands/infacmd.js';
import { IntegrationServiceInput } from './integration-service.input.js';

/** Names one Integration Service and how to stop it. */
export class StopModeInput extends IntegrationServiceInput {
  /**
   * What becomes of running workflows: `complete` waits for them (up to an hour), `stop` stops them, `abort` kills them.
   * @example 'complete'
   */
  @IsOptional()
  @IsIn(STOP_MODES)
  mode?: StopMode = 'complete';
}
