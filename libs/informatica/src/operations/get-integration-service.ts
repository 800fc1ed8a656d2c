import { defineOperation } from '../operation.js';
import { readPlan } from '../plan.js';
import { currentServiceState, serviceStateCommands } from '../routines/service-state.js';
import { IntegrationServiceInput } from './integration-service.input.js';
import { IntegrationServiceView } from './integration-service.view.js';

/** The state of one Integration Service. `SERVICE_NOT_FOUND` for a service of another type, too. */
export const getIntegrationService = defineOperation({
  name: 'integration-service.get',
  kind: 'read',
  summary: 'Read the state of one Integration Service',
  input: IntegrationServiceInput,
  output: IntegrationServiceView,
  runLimitMs: () => 180_000,
  target: ({ service }) => ({ service }),
  plan: ({ service }) => readPlan(`The state of ${service}.`, ...serviceStateCommands(service)),
  *steps({ service }) {
    return yield* currentServiceState(service);
  },
});
