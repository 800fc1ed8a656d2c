import { defineOperation } from '../operation.js';
import {
  applyChange,
  isReached,
  sentenceOf,
  settleChange,
  starting,
  waitForChange,
} from '../routines/change-service.js';
import { notReached } from '../routines/effect-end.js';
import { changePlan } from '../routines/service-plan.js';
import { readServiceState, serviceStateCommands } from '../routines/service-state.js';
import { begin } from '../steps.js';
import { IntegrationServiceInput } from './integration-service.input.js';
import { ServiceChangeView } from './service-change.view.js';

/**
 * Enables the service and waits until it answers.
 *
 * An enabled service that does not answer yet is not enabled again: infacmd would refuse (`DOM_10071`), and most likely
 * somebody has just enabled it. So we wait for it; if it never answers, the caller is told `STATE_NOT_REACHED`.
 */
export const startIntegrationService = defineOperation({
  name: 'integration-service.start',
  kind: 'change',
  summary: 'Start an Integration Service',
  input: IntegrationServiceInput,
  output: ServiceChangeView,
  runLimitMs: ({ service }) => starting(service).runLimitMs,
  target: ({ service }) => ({ service }),
  plan: ({ service }, { domain }) => changePlan(starting(service), { service, domain }),
  *steps({ service }, { domain }) {
    const change = starting(service);
    const begun = yield* begin(change.name, ...serviceStateCommands(service));
    if (begun.journal) return yield* settleChange(change, { service, domain }, begun.journal);
    const before = readServiceState(begun.outcomes ?? [], service);
    if (isReached(change, before)) return { changed: false, before, after: before };
    if (!before.enabled) return yield* applyChange(change, { service, domain }, before);
    const after = yield* waitForChange(change, { service: before.name, domain });
    if (isReached(change, after)) return { changed: false, before, after };
    throw notReached({ kind: 'done' }, sentenceOf(change, service), { before, after });
  },
});
