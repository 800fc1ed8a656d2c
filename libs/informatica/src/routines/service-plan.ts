import { hostUtcOffset } from '../commands/date.js';
import { pingService } from '../commands/pmcmd.js';
import type { PlannedStep } from '../plan.js';
import type { ServiceChange, ServicePlace } from './change-service.js';
import { knownServiceCommands, serviceStateCommands } from './service-state.js';

const stateOf = ({ enabled }: ServiceChange): string =>
  enabled ? 'enabled and answers' : 'disabled and answers no more';

/** What a start or stop would do. */
export const changePlan = (change: ServiceChange, place: ServicePlace): PlannedStep[] => [
  {
    phase: 'before',
    what: `Is ${place.service} an Integration Service, and ${stateOf(change)}? Then nothing is changed.`,
    commands: serviceStateCommands(place.service),
  },
  ...actOf(change, place),
];

/** What a restart would do; a service that is stopped already is only started. */
export const restartPlan = (stop: ServiceChange, start: ServiceChange, place: ServicePlace): PlannedStep[] => [
  {
    phase: 'before',
    what: `Is ${place.service} an Integration Service, and ${stateOf(stop)}? Then it is only started.`,
    commands: [hostUtcOffset(), ...serviceStateCommands(place.service)],
  },
  ...actOf(stop, place),
  ...actOf(start, place),
];

const actOf = (change: ServiceChange, { service, domain }: ServicePlace): PlannedStep[] => [
  { phase: 'effect', what: `The ${change.name}, at most once for this job.`, commands: [change.command] },
  {
    phase: 'after',
    what: `Is ${service} ${stateOf(change)} now? It has ${change.waitMs / 1000} s to get there.`,
    commands: [pingService(service, domain), ...knownServiceCommands(service)],
  },
];
