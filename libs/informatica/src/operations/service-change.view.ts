import { IntegrationServiceView } from './integration-service.view.js';

/** What a start, stop or restart did. */
export class ServiceChangeView {
  /** Whether this job ran a command that changes the state; false where the state was there already, or on its way. */
  declare changed: boolean;

  /** The state before. */
  declare before: IntegrationServiceView;

  /** The state at the end, read again. */
  declare after: IntegrationServiceView;
}
