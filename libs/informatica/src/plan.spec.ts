import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from './command.js';
import type { Operation, Place } from './operation.js';
import { operations } from './operations/index.js';
import type { PlanPhase } from './plan.js';
import { readInput } from './read-input.js';
import type { Step, StepAnswer, Steps } from './steps.js';
import { aConnection, FakeHost } from './testing/fake-host.js';

const PLACE: Place = { domain: 'DOM', informaticaUser: 'svc_api', securityDomain: 'Native' };
const INPUTS: Record<string, object> = {
  'integration-service.get': { service: 'INT_A' },
  'integration-service.start': { service: 'INT_B' },
  'integration-service.stop': { service: 'INT_A', mode: 'abort' },
  'integration-service.restart': { service: 'INT_A', mode: 'stop' },
  'sessions.list': { repository: 'REP_A' },
  'session.kill': { repository: 'REP_A', connectionId: '15', ifUser: 'alice' },
  'sessions.kill-by-user': { repository: 'REP_A', user: 'alice' },
};

let host: FakeHost;

beforeEach(() => {
  host = new FakeHost();
  host.connections = [aConnection(), aConnection({ connectionId: '16' })];
});

/** The same steps; what they ask for is written down. */
function* watched<T>(steps: Steps<T>, seen: Step[]): Steps<T> {
  let next = steps.next();
  while (!next.done) {
    seen.push(next.value);
    const answer: StepAnswer = yield next.value;
    next = steps.next(answer);
  }
  return next.value;
}

const textOf = ({ program, args }: Command): string => [program, ...args].join(' ');

/** A command of a plan as a pattern: what stands in brackets is known to the host only. */
const patternOf = (command: Command): RegExp =>
  new RegExp(
    `^${textOf(command)
      .replaceAll(/[.+*?^$()|{}\\]/g, '\\$&')
      .replaceAll(/\[[^\]]+\]/g, '[\\w-]+')}$`,
  );

function look(operation: Operation) {
  const input = readInput(operation, INPUTS[operation.name] ?? {});
  const seen: Step[] = [];
  host.run(watched(operation.steps(input, PLACE), seen));
  const ran = (isEffect: boolean) =>
    seen.flatMap((step) => ((step.kind === 'effect') === isEffect && step.kind !== 'pause' ? step.commands : []));
  const plan = operation.plan(input, PLACE);
  const planned = (...phases: PlanPhase[]) =>
    plan.filter(({ phase }) => phases.includes(phase)).flatMap(({ commands }) => commands);
  return { ran, planned, plan };
}

describe.each([...operations])('the plan of $name', (operation) => {
  it('has every command that was run, and no effect that was not', () => {
    const { ran, planned } = look(operation);
    const reads = planned('read', 'before', 'after').map(patternOf);
    expect(
      ran(false)
        .map(textOf)
        .filter((text) => !reads.some((pattern) => pattern.test(text))),
    ).toEqual([]);
    const effects = planned('effect').map(patternOf);
    expect(
      ran(true)
        .map(textOf)
        .filter((text) => !effects.some((pattern) => pattern.test(text))),
    ).toEqual([]);
    expect(effects.filter((pattern) => !ran(true).some((command) => pattern.test(textOf(command))))).toEqual([]);
    expect(ran(false).length).toBeGreaterThan(0);
  });

  it('looks before and after where it changes something, and says in words for what', () => {
    const phases = look(operation).plan.map(({ phase }) => phase);
    const promised = operation.kind === 'read' ? ['read'] : ['before', 'effect', 'after'];
    expect([...new Set(phases)]).toEqual(promised);
    expect(look(operation).plan.every(({ what, commands }) => /^\w.+\.$|\?$/.test(what) && commands.length > 0)).toBe(
      true,
    );
  });
});
