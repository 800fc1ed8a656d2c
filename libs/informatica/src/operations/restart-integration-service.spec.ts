import { beforeEach, describe, expect, it } from '@jest/globals';
import { anOutcome, FakeHost, infacmdFails, infacmdSays } from '../testing/fake-host.js';
import { errorOf, runOperation } from '../testing/run-operation.js';
import { restartIntegrationService } from './restart-integration-service.js';

const BEFORE = {
  name: 'INT_A',
  enabled: true,
  alive: true,
  endpoint: 'host01:6015',
  readAt: '2025-01-06T09:00:00.000Z',
};
const CLAIMS = { stdout: infacmdSays() };

let host: FakeHost;

beforeEach(() => {
  host = new FakeHost();
});

const restart = (service = 'INT_A') => runOperation(host, restartIntegrationService, { service });
const effects = () => host.ran.filter((line) => /^(En|Dis)ableService/.test(line));

describe('integration-service.restart', () => {
  it('stops and starts; `before` is the state before the stop', () => {
    expect(restart()).toMatchObject({
      changed: true,
      before: { enabled: true },
      after: { enabled: true, alive: true },
    });
    expect(effects()).toEqual(['DisableService INT_A', 'EnableService INT_A']);
  });

  it('only starts what is stopped', () => {
    expect(restart('INT_B')).toMatchObject({ changed: true, before: { alive: false }, after: { alive: true } });
    expect(effects()).toEqual(['EnableService INT_B']);
  });

  it('goes on with the start where the stop is journalled', () => {
    host.turn('INT_A', false);
    host.journals.set('stop', { before: BEFORE, outcomes: [anOutcome(CLAIMS)] });
    expect(restart()).toMatchObject({ changed: true, before: BEFORE, after: { alive: true } });
    expect(effects()).toEqual(['EnableService INT_A']);
  });

  it('only verifies where both are journalled', () => {
    const journal = { before: BEFORE, outcomes: [anOutcome(CLAIMS)] };
    host.journals.set('stop', journal).set('start', journal);
    expect(restart()).toMatchObject({ changed: true, before: BEFORE, after: { alive: true } });
    expect(effects()).toEqual([]);
  });

  it('does not stop what an earlier delivery found stopped and started', () => {
    const before = { ...BEFORE, enabled: false, alive: false };
    host.journals.set('start', { before, outcomes: [anOutcome(CLAIMS)] });
    expect(restart()).toMatchObject({ changed: true, before });
    expect(effects()).toEqual([]);
  });

  it('does not start what could not be stopped', () => {
    host.replies['DisableService'] = infacmdFails('DisableService', '[DOM_1] no');
    expect(errorOf(() => restart()).code).toBe('COMMAND_FAILED');
    expect(effects()).toEqual(['DisableService INT_A']);
  });

  it('does not start after a stop whose end nobody knows and that left it running', () => {
    host.journals.set('stop', { before: BEFORE });
    expect(errorOf(() => restart()).code).toBe('OUTCOME_UNKNOWN');
    expect(effects()).toEqual([]);
  });
});
