import { beforeEach, describe, expect, it } from '@jest/globals';
import { aConnection, anOutcome, FakeHost, listed, pmrepSays } from '../testing/fake-host.js';
import { errorOf, runOperation } from '../testing/run-operation.js';
import { killSession } from './kill-session.js';
import { killSessionsByUser } from './kill-sessions-by-user.js';

const ALICE = aConnection();
const ALICE_AGAIN = aConnection({ connectionId: '16', user: 'Alice', application: 'Designer' });
const BOB = aConnection({ connectionId: '17', user: 'bob' });
const SERVICE = aConnection({
  connectionId: '2',
  user: 'svc_is',
  application: 'Integration Service',
  service: 'INT_A',
});
const NAMED_SERVICE = aConnection({ connectionId: '3', user: 'svc_is', service: 'INT_A' });
const APPLICATION_SERVICE = aConnection({ connectionId: '4', user: 'svc_is', application: 'Integration Service' });
const OUR_TOOL = aConnection({ connectionId: '5', user: 'SVC_API', application: 'Designer' });
const OUR_PMREP = aConnection({ connectionId: '6', user: 'svc_api', application: 'pmrep' });

const DONE = [anOutcome({ stdout: pmrepSays('connect') }), anOutcome({ stdout: pmrepSays('killuserconnection') })];
const CLAIMS = { stdout: pmrepSays('killuserconnection') };
const REFUSED = { exitCode: 1, stdout: 'Invoked at Mon\n[REP_1] No.\nFailed to execute killuserconnection.\n' };

let host: FakeHost;

beforeEach(() => {
  host = new FakeHost();
  host.connections = [SERVICE, NAMED_SERVICE, APPLICATION_SERVICE, OUR_TOOL, OUR_PMREP, ALICE, ALICE_AGAIN, BOB];
});

const kill = (connectionId: string, force?: boolean) =>
  runOperation(host, killSession, { repository: 'REP_A', connectionId, ...(force !== undefined && { force }) });
const guarded = (connectionId: string, guard: object) =>
  runOperation(host, killSession, { repository: 'REP_A', connectionId, ...guard });
const killUser = (user: string, force?: boolean) =>
  runOperation(host, killSessionsByUser, { repository: 'REP_A', user, ...(force !== undefined && { force }) });
const kills = () => host.ran.filter((line) => line.startsWith('killuserconnection'));

describe('session.kill', () => {
  it('kills one connection and tells which', () => {
    expect(kill('15')).toEqual({ killed: [ALICE] });
    expect(kills()).toEqual(['killuserconnection 15']);
    expect(host.connections).toHaveLength(7);
  });

  it('knows no connection that is not there', () => {
    expect(errorOf(() => kill('99')).code).toBe('CONNECTION_NOT_FOUND');
    expect(kills()).toEqual([]);
  });

  it.each([
    [{ ifUser: 'alice' }],
    [{ ifUser: 'ALICE', ifLoginTime: ALICE.loginTime }],
    [{ ifLoginTime: ALICE.loginTime }],
  ])('kills the one that the caller saw: %j', (guard) => {
    expect(guarded('15', guard)).toEqual({ killed: [ALICE] });
  });

  it.each([
    ['of another user', { ifUser: 'carol', ifLoginTime: ALICE.loginTime }],
    ['of another login time', { ifUser: 'alice', ifLoginTime: '01/06/2025 08:12:45' }],
  ])('does not kill the one that has the id by now, %s, and tells what it is', (_what, guard) => {
    const { code, status, details } = errorOf(() => guarded('15', guard));
    expect([code, status]).toEqual(['CONNECTION_CHANGED', 412]);
    expect(details).toEqual({ found: { connectionId: '15', user: 'alice', loginTime: ALICE.loginTime } });
    expect(kills()).toEqual([]);
  });

  it('is no other kill by a guard: not found stays not found, protected stays protected, force lifts no guard', () => {
    expect(errorOf(() => guarded('99', { ifUser: 'alice' })).code).toBe('CONNECTION_NOT_FOUND');
    expect(errorOf(() => guarded('2', { ifUser: 'svc_is' })).code).toBe('CONNECTION_PROTECTED');
    expect(errorOf(() => guarded('15', { ifUser: 'bob', force: true })).code).toBe('CONNECTION_CHANGED');
    expect(errorOf(() => guarded('6', { ifUser: 'svc_api', force: true })).code).toBe('CONNECTION_PROTECTED');
    expect(kills()).toEqual([]);
  });

  it.each([{ ifUser: '' }, { ifUser: 'a\nb' }, { ifLoginTime: 'x'.repeat(129) }, { ifLoginTime: 7 }])(
    'takes no guard that nobody can have seen: %j',
    (guard) => {
      expect(errorOf(() => guarded('15', guard)).code).toBe('VALIDATION_FAILED');
    },
  );

  it('does not kill by the id of a record that it cannot read', () => {
    host.replies['listuserconnections'] = { stdout: pmrepSays('listuserconnections', ...listed(ALICE).slice(0, 4)) };
    expect(errorOf(() => kill('15')).code).toBe('OUTPUT_NOT_UNDERSTOOD');
    expect(kills()).toEqual([]);
  });

  it.each([SERVICE, NAMED_SERVICE, APPLICATION_SERVICE, OUR_TOOL])(
    'protects $connectionId ($user, $application, $service) unless forced',
    ({ connectionId }) => {
      expect(errorOf(() => kill(connectionId)).code).toBe('CONNECTION_PROTECTED');
      expect(errorOf(() => kill(connectionId, false)).code).toBe('CONNECTION_PROTECTED');
      expect(kills()).toEqual([]);
      expect(kill(connectionId, true).killed).toMatchObject([{ connectionId }]);
    },
  );

  it('does not take a dash for a service', () => {
    host.connections = [aConnection({ service: '-' })];
    expect(kill('15').killed).toHaveLength(1);
  });

  it('never kills our own pmrep', () => {
    expect(errorOf(() => kill('6', true)).code).toBe('CONNECTION_PROTECTED');
    expect(kills()).toEqual([]);
  });

  it.each([
    ['the id was given to somebody else', { user: 'carol' }],
    ['the same user signed in again', { loginTime: '01/06/2025 11:00:00' }],
  ])('is done when %s meanwhile', (_what, other) => {
    host.replies['killuserconnection'] = () => {
      host.connections = [aConnection(other)];
      return CLAIMS;
    };
    expect(kill('15')).toEqual({ killed: [ALICE] });
  });

  it('is patient with a connection that goes slowly', () => {
    host.replies['killuserconnection'] = CLAIMS;
    host.replies['date'] = () => {
      if (host.pausedMs > 0) host.connections = [BOB];
      return undefined;
    };
    expect(kill('15')).toEqual({ killed: [ALICE] });
  });

  it('is a success when the connection is gone, whatever pmrep says', () => {
    host.replies['killuserconnection'] = () => {
      host.connections = [BOB];
      return REFUSED;
    };
    expect(kill('15')).toEqual({ killed: [ALICE] });
  });

  it.each([
    ['only claimed', CLAIMS, 'STATE_NOT_REACHED'],
    ['refused', REFUSED, 'COMMAND_FAILED'],
    ['timed out', { exitCode: 124, timedOut: true }, 'OUTCOME_UNKNOWN'],
    ['not understood', { stdout: 'Invoked at Mon\n' }, 'OUTCOME_UNKNOWN'],
  ])('%s, and it is still there', (_what, reply, code) => {
    host.replies['killuserconnection'] = reply;
    expect(errorOf(() => kill('15')).code).toBe(code);
  });

  it('does not take a record that it cannot read for gone', () => {
    host.replies['killuserconnection'] = () => {
      host.replies['listuserconnections'] = { stdout: pmrepSays('listuserconnections', ...listed(ALICE).slice(0, 4)) };
      return CLAIMS;
    };
    expect(errorOf(() => kill('15')).code).toBe('STATE_NOT_REACHED');
  });

  it('says unknown when the list cannot be read after the kill', () => {
    host.replies['killuserconnection'] = () => {
      host.replies['connect'] = { exitCode: 124, timedOut: true };
      return CLAIMS;
    };
    expect(errorOf(() => kill('15'))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      details: { reason: 'COMMAND_TIMED_OUT' },
    });
  });

  it('knows no unknown repository', () => {
    host.services = {};
    host.replies['connect'] = { exitCode: 1, stdout: 'Failed to execute connect.' };
    expect(errorOf(() => kill('15')).code).toBe('REPOSITORY_NOT_FOUND');
  });
});

describe('a redelivered kill', () => {
  it('tells what the first delivery killed, and kills nobody', () => {
    host.connections = [aConnection({ user: 'carol' })];
    host.journals.set('kill', { before: [ALICE], outcomes: DONE });
    expect(kill('15')).toEqual({ killed: [ALICE] });
    expect(kills()).toEqual([]);
  });

  it.each([
    ['the end is not known', undefined, 'OUTCOME_UNKNOWN'],
    ['the chain ended early', DONE.slice(0, 1), 'OUTCOME_UNKNOWN'],
    ['it said done', DONE, 'STATE_NOT_REACHED'],
  ])('is honest when the connection is still there and %s', (_what, outcomes, code) => {
    host.journals.set('kill', { before: [ALICE], ...(outcomes && { outcomes }) });
    expect(errorOf(() => kill('15')).code).toBe(code);
    expect(kills()).toEqual([]);
  });

  it.each([null, {}, [], ['15'], [{ ...ALICE, user: 1 }], [{ connectionId: '15' }]])(
    'does not use a malformed journal: %j',
    (before) => {
      host.journals.set('kill', { before, outcomes: DONE });
      expect(errorOf(() => kill('15')).code).toBe('OUTCOME_UNKNOWN');
    },
  );
});

describe('sessions.kill-by-user', () => {
  it('kills all of one user by id, in one effect, whatever the case of the name', () => {
    expect(killUser('ALICE')).toEqual({ killed: [ALICE, ALICE_AGAIN] });
    expect(kills()).toEqual(['killuserconnection 15', 'killuserconnection 16']);
  });

  it('is a success when there is nobody', () => {
    expect(killUser('zoe')).toEqual({ killed: [] });
    expect(host.journals.size).toBe(0);
  });

  it('goes on after one that fails, and tells who is left', () => {
    host.replies['killuserconnection'] = ({ args }) => (args.includes('15') ? REFUSED : undefined);
    expect(errorOf(() => killUser('alice'))).toMatchObject({
      code: 'STATE_NOT_REACHED',
      details: { killed: [ALICE_AGAIN], remaining: [ALICE] },
    });
  });

  it('leaves the protected ones alone, and tells them, also when it is delivered again', () => {
    const service = aConnection({ connectionId: '20', user: 'bob', service: 'INT_A' });
    host.connections.push(service);
    expect(killUser('bob')).toEqual({ killed: [BOB], spared: [service] });
    expect(host.connections).toContain(service);
    expect(killUser('bob')).toEqual({ killed: [BOB], spared: [service] });
    expect(kills()).toEqual(['killuserconnection 17']);
  });

  it('refuses when all are protected', () => {
    expect(errorOf(() => killUser('svc_is')).code).toBe('CONNECTION_PROTECTED');
    expect(kills()).toEqual([]);
  });

  it('kills protected ones by force, but never our own pmrep', () => {
    expect(killUser('svc_api', true)).toEqual({ killed: [OUR_TOOL], spared: [OUR_PMREP] });
    host.journals.clear();
    expect(errorOf(() => killUser('svc_api', true)).code).toBe('CONNECTION_PROTECTED');
  });

  it('kills nobody when a record of that user cannot be read', () => {
    const stdout = pmrepSays('listuserconnections', ...listed(ALICE), ...listed(ALICE_AGAIN).slice(0, 4));
    host.replies['listuserconnections'] = { stdout };
    expect(errorOf(() => killUser('alice')).code).toBe('OUTPUT_NOT_UNDERSTOOD');
    expect(kills()).toEqual([]);
  });

  it('is the failure of the connection when nothing was killed', () => {
    let tries = 0;
    host.replies['connect'] = () => {
      tries += 1;
      return tries === 2 ? { exitCode: 1, stdout: '[UM_10205] no\nFailed to execute connect.' } : undefined;
    };
    expect(errorOf(() => killUser('alice')).code).toBe('INFORMATICA_LOGIN_REFUSED');
    expect(kills()).toEqual([]);
  });
});
