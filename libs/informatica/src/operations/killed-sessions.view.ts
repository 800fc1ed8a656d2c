import { UserConnectionView } from './user-connection.view.js';

/** The user connections that are gone, as they were before. */
export class KilledSessionsView {
  /** Empty where there was nobody to kill. */
  declare killed: UserConnectionView[];
}
