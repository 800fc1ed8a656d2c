import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ErrorCode } from '#libs/platform';
import { anOutcome, FakeHost, infacmdFails, infacmdSays, type Reply } from '../testing/fake-host.js';
import { errorOf, runOperation } from '../testing/run-operation.js';
import { startIntegrationService } from './start-integration-service.js';
import { stopIntegrationService } from './stop-integration-service.js';

const BEFORE = {
  name: 'INT_A',
  enabled: true,
  alive: true,
  endpoint: 'host01:6015',
  readAt: '2025-01-06T09:00:00.000Z',
};
const CLAIMS = { stdout: infacmdSays() };
const ALREADY = '[INFACMD_40000] [DOM_10071] Request to enable service [INT_B] failed because it is already enabled.';
const KILLED = { exitCode: 143 };

let host: FakeHost;

beforeEach(() => {
  host = new FakeHost();
});

const start = (service = 'INT_B') => runOperation(host, startIntegrationService, { service });
const stop = (service = 'INT_A', mode = 'complete') => runOperation(host, stopIntegrationService, { service, mode });
const effects = () => host.ran.filter((line) => /^(En|Dis)ableService/.test(line));

describe('integration-service.start', () => {
  it('starts, and tells the state before and after', () => {
    expect(start()).toMatchObject({
      changed: true,
      before: { name: 'INT_B', enabled: false, alive: false },
      after: { name: 'INT_B', enabled: true, alive: true },
    });
    expect(effects()).toEqual(['EnableService INT_B']);
  });

  it('changes nothing where it runs already', () => {
    expect(start('INT_A')).toMatchObject({ changed: false, after: { alive: true } });
    expect(effects()).toEqual([]);
  });

  it('waits for one that somebody else has just enabled', () => {
    host.services['INT_B'] = { type: 'IS', enabled: true, alive: false };
    host.replies['pingservice'] = () => {
      if (host.pausedMs < 5_000) return { exitCode: 1 };
      host.turn('INT_B', true);
      return { stdout: 'Integration Service is alive.' };
    };
    expect(start()).toMatchObject({ changed: false, before: { alive: false }, after: { alive: true } });
    expect(effects()).toEqual([]);
  });

  it('says so when an enabled one never answers', () => {
    host.services['INT_B'] = { type: 'IS', enabled: true, alive: false };
    expect(errorOf(() => start())).toMatchObject({
      code: 'STATE_NOT_REACHED',
      details: { after: { enabled: true, alive: false } },
    });
    expect(host.pausedMs).toBeGreaterThan(290_000);
    expect(host.pausedMs).toBeLessThanOrEqual(300_000);
  });

  it('is a success when somebody else was quicker', () => {
    host.replies['EnableService'] = () => {
      host.turn('INT_B', true);
      return infacmdFails('EnableService', ALREADY);
    };
    expect(start()).toMatchObject({ changed: true, after: { enabled: true, alive: true } });
  });

  it('waits for the other one who was quicker', () => {
    host.replies['EnableService'] = () => {
      host.services['INT_B'] = { type: 'IS', enabled: true, alive: false };
      return infacmdFails('EnableService', ALREADY);
    };
    host.replies['pingservice'] = () => {
      if (host.pausedMs < 5_000) return { exitCode: 1 };
      host.turn('INT_B', true);
      return { stdout: 'Integration Service is alive.' };
    };
    expect(start()).toMatchObject({ changed: true, after: { alive: true } });
  });

  it.each<[string, Reply, ErrorCode]>([
    ['exit 0 is only a claim', CLAIMS, 'STATE_NOT_REACHED'],
    ['exit 0 with an error text', { ...infacmdFails('EnableService', '[DOM_1] no'), exitCode: 0 }, 'COMMAND_FAILED'],
    ['a clear failure', infacmdFails('EnableService', '[UM_10205] no'), 'INFORMATICA_LOGIN_REFUSED'],
    ['never started', { exitCode: 127 }, 'HOST_SCRIPT_FAILED'],
    ['timed out', { exitCode: 124, timedOut: true }, 'OUTCOME_UNKNOWN'],
    ['died by a signal', KILLED, 'OUTCOME_UNKNOWN'],
    ['flooded', { truncated: true }, 'OUTCOME_UNKNOWN'],
    ['said nothing', { stdout: '' }, 'OUTCOME_UNKNOWN'],
  ])('%s, and the state is not reached: %j', (_what, reply, code) => {
    host.replies['EnableService'] = reply;
    expect(errorOf(() => start()).code).toBe(code);
    expect(effects()).toHaveLength(1);
  });

  it.each([KILLED, { exitCode: 124, timedOut: true }, { stdout: '' }])('the state settles %j', (reply) => {
    host.replies['EnableService'] = () => {
      host.turn('INT_B', true);
      return reply;
    };
    expect(start()).toMatchObject({ changed: true });
  });

  it.each(['INT_X', 'REP_A'])('does nothing to %s, which is no Integration Service', (service) => {
    expect(errorOf(() => start(service)).code).toBe('SERVICE_NOT_FOUND');
    expect(effects()).toEqual([]);
  });
});

describe('integration-service.stop', () => {
  it('stops, and tells the state before and after', () => {
    expect(stop()).toMatchObject({ changed: true, before: { alive: true }, after: { enabled: false, alive: false } });
  });

  it.each([
    ['complete', 'Complete'],
    ['stop', 'Stop'],
    ['abort', 'Abort'],
  ])('in mode %s', (mode, word) => {
    let args: readonly string[] = [];
    host.replies['DisableService'] = (command) => {
      args = command.args;
      return undefined;
    };
    stop('INT_A', mode);
    expect(args).toEqual(['isp', 'DisableService', '-sn', 'INT_A', '-mo', word]);
  });

  it('changes nothing where it is stopped already', () => {
    expect(stop('INT_B')).toMatchObject({ changed: false });
    expect(effects()).toEqual([]);
  });

  it('is not stopped as long as it answers', () => {
    host.replies['DisableService'] = () => {
      host.services['INT_A'] = { type: 'IS', enabled: false, alive: true };
      return CLAIMS;
    };
    expect(errorOf(() => stop())).toMatchObject({
      code: 'STATE_NOT_REACHED',
      details: { before: { alive: true }, after: { enabled: false, alive: true } },
    });
    expect(host.pausedMs).toBeGreaterThan(110_000);
    expect(host.pausedMs).toBeLessThanOrEqual(120_000);
  });

  it('disables again what is disabled but answers', () => {
    host.services['INT_A'] = { type: 'IS', enabled: false, alive: true };
    expect(stop('INT_A', 'abort')).toMatchObject({ changed: true, after: { alive: false } });
    expect(effects()).toHaveLength(1);
  });

  it('never touches a Repository Service', () => {
    expect(errorOf(() => stop('REP_A')).code).toBe('SERVICE_NOT_FOUND');
    expect(effects()).toEqual([]);
  });

  it('says unknown, not failed, when the state cannot be read after the command', () => {
    host.replies['DisableService'] = () => {
      host.replies['pingservice'] = { exitCode: 134 };
      return CLAIMS;
    };
    expect(errorOf(() => stop())).toMatchObject({ code: 'OUTCOME_UNKNOWN', details: { reason: 'HOST_SCRIPT_FAILED' } });
  });

  it('tells the clear failure even when the state cannot be read', () => {
    host.replies['DisableService'] = () => {
      host.replies['ListServices'] = { exitCode: 134 };
      return infacmdFails('DisableService', '[UM_10205] no');
    };
    expect(errorOf(() => stop()).code).toBe('INFORMATICA_LOGIN_REFUSED');
  });
});

describe('a redelivered stop', () => {
  it('does not run again; `before` is that of the delivery that ran it', () => {
    host.turn('INT_A', false);
    host.journals.set('stop', { before: BEFORE, outcomes: [anOutcome(CLAIMS)] });
    expect(stop()).toMatchObject({ changed: true, before: BEFORE, after: { alive: false } });
    expect(effects()).toEqual([]);
  });

  it('is settled by the state where the end is not known', () => {
    host.turn('INT_A', false);
    host.journals.set('stop', { before: BEFORE });
    expect(stop()).toMatchObject({ changed: true, before: BEFORE });
  });

  it('is unknown where neither the end nor the state tells', () => {
    host.journals.set('stop', { before: BEFORE });
    expect(errorOf(stop)).toMatchObject({ code: 'OUTCOME_UNKNOWN', details: { after: { alive: true } } });
    expect(effects()).toEqual([]);
  });

  it('is the failure that the journal tells', () => {
    host.journals.set('stop', { before: BEFORE, outcomes: [anOutcome(infacmdFails('DisableService', '[DOM_1] no'))] });
    expect(errorOf(stop).code).toBe('COMMAND_FAILED');
  });

  it.each([
    null,
    'INT_A',
    [],
    {},
    { ...BEFORE, enabled: 'true' },
    { ...BEFORE, endpoint: 6015 },
    { ...BEFORE, name: undefined },
  ])('does not use a malformed journal: %j', (before) => {
    host.turn('INT_A', false);
    host.journals.set('stop', { before, outcomes: [anOutcome(CLAIMS)] });
    expect(errorOf(stop).code).toBe('OUTCOME_UNKNOWN');
  });

  it('keeps the journal of a lost end honest', () => {
    host.losesOutcomes = true;
    host.replies['DisableService'] = CLAIMS;
    expect(errorOf(stop).code).toBe('OUTCOME_UNKNOWN');
  });
});
