import { IsIn, IsOptional } from 'class-validator';
import { STOP_MODES, type StopMode } from '#libs/informatica';

/** How to stop. */
export class StopBody {
  /**
   * `complete` waits for running workflows, `stop` stops them, `abort` kills the processes.
   * @example complete
   */
  @IsOptional()
  @IsIn(STOP_MODES)
  mode?: StopMode;
}
