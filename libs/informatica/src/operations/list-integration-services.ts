import { defineOperation } from '../operation.js';
import { currentServiceStates, serviceStatesPlan } from '../routines/service-state.js';
import { IntegrationServiceView } from './integration-service.view.js';

/** Nothing to say: the domain is the place, not an input. */
export class ListIntegrationServicesInput {}

/** The Integration Services of a domain. */
export class IntegrationServiceListView {
  /** In the order of the domain. */
  declare services: IntegrationServiceView[];
}

/** Every state is read anew; what it costs and why is told at `currentServiceStates`. */
export const listIntegrationServices = defineOperation({
  name: 'integration-services.list',
  kind: 'read',
  summary: 'List the Integration Services of a domain with their state',
  input: ListIntegrationServicesInput,
  output: IntegrationServiceListView,
  runLimitMs: () => 300_000,
  target: () => ({}),
  plan: () => serviceStatesPlan('IS'),
  *steps() {
    return { services: yield* currentServiceStates('IS') };
  },
});
