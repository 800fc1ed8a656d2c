import type { Command } from '../command.js';
import { disableService, disableTimeoutMs, enableService, type StopMode } from '../commands/infacmd.js';
import { TIMEOUTS_MS } from '../commands/timeouts.js';
import type { IntegrationServiceView } from '../operations/integration-service.view.js';
import type { ServiceChangeView } from '../operations/service-change.view.js';
import { parseInfacmd } from '../parsers/infacmd.js';
import { outcomeAt } from '../parsers/output.js';
import type { PingServiceAnswer } from '../parsers/pmcmd.js';
import { effect, type Journal, type Steps } from '../steps.js';
import { type EffectEnd, endOf, journalNotUnderstood, notReached, notVerified } from './effect-end.js';
import { isServiceState, knownServiceState } from './service-state.js';
import { waitForPing } from './wait-for-ping.js';

/** Which service, in which domain. */
export interface ServicePlace {
  service: string;
  domain: string;
}

/** A change of a service: its gate, its command, and how its success is known. */
export interface ServiceChange {
  name: 'start' | 'stop';
  command: Command;
  infacmd: string;
  /** The administrators' half of the wished state. */
  enabled: boolean;
  wished: PingServiceAnswer;
  waitMs: number;
  /** Bounds reads, command and verification together. */
  runLimitMs: number;
}

/** Two full reads and what lies between commands. */
const AROUND_MS = 3 * TIMEOUTS_MS.read;
/** Scripts in the field poll up to 5 minutes until a started service answers (informatica-cli §10). */
const START_WAIT_MS = 300_000;
const STOP_WAIT_MS = 120_000;

/** Enabling a service, done when it is enabled and answers. */
export const starting = (service: string): ServiceChange => ({
  name: 'start',
  command: enableService(service),
  infacmd: 'EnableService',
  enabled: true,
  wished: 'answers',
  waitMs: START_WAIT_MS,
  runLimitMs: TIMEOUTS_MS.enable + START_WAIT_MS + AROUND_MS,
});

/** Disabling a service, done when it is disabled and answers no more. */
export const stopping = (service: string, mode: StopMode): ServiceChange => ({
  name: 'stop',
  command: disableService(service, mode),
  infacmd: 'DisableService',
  enabled: false,
  wished: 'silent',
  waitMs: STOP_WAIT_MS,
  runLimitMs: disableTimeoutMs(mode) + STOP_WAIT_MS + AROUND_MS,
});

/** Whether a state is the one that the change wishes for. A service that is disabled but answers is not stopped. */
export const isReached = ({ enabled }: ServiceChange, state: IntegrationServiceView): boolean =>
  state.enabled === enabled && state.alive === enabled;

/** Runs the change behind its gate and verifies it. */
export function* applyChange(
  change: ServiceChange,
  place: ServicePlace,
  before: IntegrationServiceView,
): Steps<ServiceChangeView> {
  return yield* settleChange(change, place, yield* effect(change.name, before, change.command));
}

/**
 * The outcome of a change that was begun, by this delivery or an earlier one: the state decides, not what infacmd said.
 *
 * So a command that failed is a success where the state is reached: infacmd may lose its answer, or somebody else may have
 * been quicker (`DOM_10071`), and the caller has what was asked for.
 */
export function* settleChange(change: ServiceChange, place: ServicePlace, journal: Journal): Steps<ServiceChangeView> {
  const { before } = journal;
  if (!isServiceState(before)) throw journalNotUnderstood();
  const what = `infacmd ${change.infacmd}`;
  const end = endOf(journal, (outcomes) => parseInfacmd(change.infacmd, outcomeAt(outcomes, 0, what)));
  const after = yield* observe(change, { ...place, service: before.name }, end);
  if (isReached(change, after)) return { changed: true, before, after };
  throw notReached(end, sentenceOf(change, place.service), { before, after });
}

/** The state in the end of a service that was seen before. A clear failure is not waited upon, unless somebody else brought the service half of the way. */
function* observe(change: ServiceChange, place: ServicePlace, end: EffectEnd): Steps<IntegrationServiceView> {
  try {
    if (end.kind === 'failed') {
      const now = yield* knownServiceState(place.service);
      if (now.enabled !== change.enabled || isReached(change, now)) return now;
    }
    return yield* waitForChange(change, place);
  } catch (error) {
    throw notVerified(end, error);
  }
}

/** Waits until a service that was seen before answers as wished or the time is over, then reads its state. */
export function* waitForChange(change: ServiceChange, place: ServicePlace): Steps<IntegrationServiceView> {
  yield* waitForPing({ ...place, wished: change.wished }, change.waitMs);
  return yield* knownServiceState(place.service);
}

/** What to tell people when the state is not reached, and what to do. */
export const sentenceOf = ({ name }: ServiceChange, service: string): string =>
  name === 'start'
    ? `${service} is not running in time. Look at its log; if it is enabled, stop it with mode abort before another start.`
    : `${service} is not stopped in time. Repeat with mode abort if its workflows may be killed.`;
