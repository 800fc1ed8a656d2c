import { defineOperation } from '../operation.js';
import { applyChange, isReached, settleChange, stopping } from '../routines/change-service.js';
import { changePlan } from '../routines/service-plan.js';
import { readServiceState, serviceStateCommands } from '../routines/service-state.js';
import { begin } from '../steps.js';
import { ServiceChangeView } from './service-change.view.js';
import { StopModeInput } from './stop-mode.input.js';

/**
 * Disables the service and waits until it answers no more.
 *
 * A disabled service that still answers is disabled again: it hangs, or waits for its workflows in mode `complete`, and
 * mode `abort` is how an operator ends that.
 */
export const stopIntegrationService = defineOperation({
  name: 'integration-service.stop',
  kind: 'change',
  summary: 'Stop an Integration Service',
  input: StopModeInput,
  output: ServiceChangeView,
  runLimitMs: ({ service, mode }) => stopping(service, mode ?? 'complete').runLimitMs,
  target: ({ service }) => ({ service }),
  plan: ({ service, mode }, { domain }) => changePlan(stopping(service, mode ?? 'complete'), { service, domain }),
  *steps({ service, mode }, { domain }) {
    const change = stopping(service, mode ?? 'complete');
    const begun = yield* begin(change.name, ...serviceStateCommands(service));
    if (begun.journal) return yield* settleChange(change, { service, domain }, begun.journal);
    const before = readServiceState(begun.outcomes ?? [], service);
    if (isReached(change, before)) return { changed: false, before, after: before };
    return yield* applyChange(change, { service, domain }, before);
  },
});
