import { AppError } from '#libs/platform';
import type { Command, CommandOutcome } from '../command.js';
import { getServiceStatus, listServices, ping, type ServiceType } from '../commands/infacmd.js';
import { isSameName } from '../names.js';
import type { IntegrationServiceView } from '../operations/integration-service.view.js';
import { parseGetServiceStatus, parseListServices, parsePing } from '../parsers/infacmd.js';
import { outcomeAt } from '../parsers/output.js';
import { type PlannedStep, readPlan } from '../plan.js';
import { type Steps, together } from '../steps.js';

/** The commands that read one Integration Service; independent of each other. `readServiceState` takes their outcomes. */
export const serviceStateCommands = (service: string): Command[] => [
  listServices('IS'),
  ...knownServiceCommands(service),
];

/**
 * The state of one Integration Service. Throws `SERVICE_NOT_FOUND` where the domain has no Integration Service of that
 * name: a Repository Service can be enabled and disabled by the same commands, but never through these operations.
 */
export function readServiceState(outcomes: readonly CommandOutcome[], service: string): IntegrationServiceView {
  const listed = parseListServices(outcomeAt(outcomes, 0, 'infacmd ListServices'));
  const name = listed.find((candidate) => isSameName(candidate, service));
  if (!name) throw new AppError('SERVICE_NOT_FOUND', `The domain has no Integration Service named ${service}.`);
  return serviceStateAt(outcomes, 1, name);
}

/** Reads the state of one Integration Service now. */
export function* currentServiceState(service: string): Steps<IntegrationServiceView> {
  return readServiceState(yield* together(...serviceStateCommands(service)), service);
}

/**
 * The state now of a service that was seen before, by the name the domain gave it: without ListServices, which is a JVM
 * less, for what was an Integration Service a minute ago is one still.
 */
export function* knownServiceState(name: string): Steps<IntegrationServiceView> {
  return serviceStateAt(yield* together(...knownServiceCommands(name)), 0, name);
}

/** The commands that read the state of a service that was seen before. */
export const knownServiceCommands = (name: string): Command[] => [getServiceStatus(name), ping(name)];

/** The state of a service that is known to exist, from its status and its ping, which stand at `index` and behind. */
function serviceStateAt(outcomes: readonly CommandOutcome[], index: number, name: string): IntegrationServiceView {
  const status = outcomeAt(outcomes, index, 'infacmd GetServiceStatus');
  const pinged = outcomeAt(outcomes, index + 1, 'infacmd Ping');
  return { name, enabled: parseGetServiceStatus(status), ...parsePing(pinged, name), readAt: pinged.finishedAt };
}

/**
 * The states of all services of one type, in the order of the domain. Program starts: 1 + 2 per service; each infacmd is a
 * JVM (3 to 10 s), so this is what it costs.
 *
 * - ListServices names them; it says nothing of their state.
 * - GetServiceStatus for each: enabled or not. It cannot be left out by "answers, so it is enabled": a service that hangs
 *   while it stops is disabled and still answers.
 * - Ping for each: alive or not. `pmcmd pingservice` would be lighter, but only Ping prints `Host:Port`, which we return.
 * - PingDomain tells the liveness of all in one start, but the header of its CSV is not known for certain, it tells neither
 *   `enabled` nor the address, and 9.x does not have it. It would save N starts: see informatica-cli §3.2 and §13.
 */
export function* currentServiceStates(type: ServiceType): Steps<IntegrationServiceView[]> {
  const names = parseListServices(outcomeAt(yield* together(listServices(type)), 0, 'infacmd ListServices'));
  if (names.length === 0) return [];
  const outcomes = yield* together(...names.flatMap(knownServiceCommands));
  return names.map((name, index) => serviceStateAt(outcomes, 2 * index, name));
}

/** What reading the states of all services of a type would do. */
export const serviceStatesPlan = (type: ServiceType): PlannedStep[] =>
  readPlan(
    'The services of the domain, then for each of them whether it is enabled and whether it answers.',
    ...[listServices(type), ...knownServiceCommands('[each service]')],
  );

/** Whether a value from a journal has the shape of a state: the journal lay on a host, so it is checked before use. */
export function isServiceState(value: unknown): value is IntegrationServiceView {
  const state = value as Partial<IntegrationServiceView> | null | undefined;
  return (
    typeof state?.name === 'string' &&
    typeof state.enabled === 'boolean' &&
    typeof state.alive === 'boolean' &&
    typeof state.readAt === 'string' &&
    (state.endpoint === undefined || typeof state.endpoint === 'string')
  );
}
