import { UserConnectionView } from './user-connection.view.js';

/** The user connections that are gone, as they were before. */
export class KilledSessionsView {
  /** Empty where there was nobody to kill. */
  declare killed: UserConnectionView[];

  /** Of a kill by user: those of the user that are there still, because they are protected; missing where there are none. */
  declare spared?: UserConnectionView[];
}
