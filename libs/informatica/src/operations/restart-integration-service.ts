import { hostUtcOffset } from '../commands/date.js';
import { defineOperation } from '../operation.js';
import { applyChange, isReached, settleChange, starting, stopping } from '../routines/change-service.js';
import { restartPlan } from '../routines/service-plan.js';
import { readServiceState, serviceStateCommands } from '../routines/service-state.js';
import { begin } from '../steps.js';
import { ServiceChangeView } from './service-change.view.js';
import { StopModeInput } from './stop-mode.input.js';

/**
 * Stops the service and starts it again, each behind its own gate: a redelivery goes on where the last one ended.
 *
 * A service that is stopped already is only started. The start is asked for before anything is done, because its journal
 * proves that the stop lies behind us; the state alone does not: a service that runs may be one that we have just started.
 */
export const restartIntegrationService = defineOperation({
  name: 'integration-service.restart',
  kind: 'change',
  summary: 'Restart an Integration Service',
  input: StopModeInput,
  output: ServiceChangeView,
  runLimitMs: ({ service, mode }) => stopping(service, mode ?? 'complete').runLimitMs + starting(service).runLimitMs,
  target: ({ service }) => ({ service }),
  plan: ({ service, mode }, { domain }) =>
    restartPlan(stopping(service, mode ?? 'complete'), starting(service), { service, domain }),
  *steps({ service, mode }, { domain }) {
    const at = { service, domain };
    const stop = stopping(service, mode ?? 'complete');
    const start = starting(service);
    // The question needs a command; this is the cheapest.
    const started = yield* begin(start.name, hostUtcOffset());
    if (started.journal) return yield* settleChange(start, at, started.journal);
    const begun = yield* begin(stop.name, ...serviceStateCommands(service));
    if (begun.journal) {
      const { before } = yield* settleChange(stop, at, begun.journal);
      return yield* applyChange(start, at, before);
    }
    const before = readServiceState(begun.outcomes ?? [], service);
    if (!isReached(stop, before)) yield* applyChange(stop, at, before);
    return yield* applyChange(start, at, before);
  },
});
