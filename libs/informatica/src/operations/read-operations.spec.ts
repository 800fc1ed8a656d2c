import { beforeEach, describe, expect, it } from '@jest/globals';
import { aConnection, FakeHost, infacmdFails, infacmdSays, pmrepSays } from '../testing/fake-host.js';
import { errorOf, runOperation } from '../testing/run-operation.js';
import { getIntegrationService } from './get-integration-service.js';
import { listIntegrationServices } from './list-integration-services.js';
import { listRepositories } from './list-repositories.js';
import { listSessions } from './list-sessions.js';

const RUNNING = {
  name: 'INT_A',
  enabled: true,
  alive: true,
  endpoint: 'host01:6015',
  readAt: '2025-01-06T09:20:03.000Z',
};
const STOPPED = { name: 'INT_B', enabled: false, alive: false, readAt: '2025-01-06T09:20:03.000Z' };
const NO_GATEWAY = '[PCSF_46007] No gateway is available for the domain [DOM].';

let host: FakeHost;

beforeEach(() => {
  host = new FakeHost();
});

describe('integration-services.list', () => {
  it('tells name, enabled, alive and endpoint of each', () => {
    expect(runOperation(host, listIntegrationServices, {})).toEqual({ services: [RUNNING, STOPPED] });
  });

  it('starts 1 + 2 N programs', () => {
    runOperation(host, listIntegrationServices, {});
    expect(host.ran).toEqual([
      'ListServices IS',
      'GetServiceStatus INT_A',
      'Ping INT_A',
      'GetServiceStatus INT_B',
      'Ping INT_B',
    ]);
  });

  it('tells a service that hangs while it stops as disabled and alive', () => {
    host.services = { INT_A: { type: 'IS', enabled: false, alive: true } };
    expect(runOperation(host, listIntegrationServices, {}).services).toMatchObject([{ enabled: false, alive: true }]);
  });

  it('is empty where there are none', () => {
    host.services = {};
    expect(runOperation(host, listIntegrationServices, {})).toEqual({ services: [] });
  });

  it.each([
    ['the list fails', 'ListServices', infacmdFails('ListServices', NO_GATEWAY), 'DOMAIN_UNREACHABLE'],
    [
      'one status fails',
      'GetServiceStatus',
      infacmdFails('GetServiceStatus', '[UM_10205] no'),
      'INFORMATICA_LOGIN_REFUSED',
    ],
    ['one ping hangs', 'Ping', { exitCode: 124, timedOut: true }, 'COMMAND_TIMED_OUT'],
    ['a program is missing', 'ListServices', { exitCode: 127 }, 'HOST_SCRIPT_FAILED'],
    ['a program floods', 'ListServices', { truncated: true }, 'OUTPUT_TOO_LARGE'],
  ])('fails when %s', (_what, command, reply, code) => {
    host.replies[command] = reply;
    expect(errorOf(() => runOperation(host, listIntegrationServices, {})).code).toBe(code);
  });
});

describe('integration-service.get', () => {
  it('tells one service by the spelling of the domain', () => {
    expect(runOperation(host, getIntegrationService, { service: 'int_a' })).toEqual(RUNNING);
  });

  it.each(['INT_X', 'REP_A'])('knows no Integration Service %s', (service) => {
    expect(errorOf(() => runOperation(host, getIntegrationService, { service })).code).toBe('SERVICE_NOT_FOUND');
  });

  it('says that the domain is down, not that the service is unknown', () => {
    for (const name of ['ListServices', 'GetServiceStatus', 'Ping'])
      host.replies[name] = infacmdFails(name, NO_GATEWAY);
    expect(errorOf(() => runOperation(host, getIntegrationService, { service: 'INT_A' })).code).toBe(
      'DOMAIN_UNREACHABLE',
    );
  });
});

describe('repositories.list', () => {
  it('tells the Repository Services and only what a repository has', () => {
    host.services['REP_B'] = { type: 'RS', enabled: true, alive: false };
    expect(runOperation(host, listRepositories, {})).toEqual({
      repositories: [
        { name: 'REP_A', enabled: true, alive: true },
        { name: 'REP_B', enabled: true, alive: false },
      ],
    });
  });
});

describe('sessions.list', () => {
  const list = () => runOperation(host, listSessions, { repository: 'REP_A' });
  const refused = (line: string) => ({
    exitCode: 1,
    stdout: `Invoked at Mon\n${line}\nRepository connection failed.\nFailed to execute connect.\n`,
  });

  it('tells the connections and the offset of the host', () => {
    expect(list()).toEqual({ sessions: [aConnection()], utcOffset: '+01:00', unread: [] });
  });

  it('keeps what it cannot read', () => {
    host.replies['listuserconnections'] = { stdout: pmrepSays('listuserconnections', '15 : alice', ' Designer') };
    expect(list()).toMatchObject({ sessions: [], unread: [['15 : alice', ' Designer']] });
  });

  it('knows no repository that the domain does not list', () => {
    host.services = {};
    host.replies['connect'] = refused('[REP_55102] Failed to connect to repository service [REP_A].');
    expect(errorOf(list).code).toBe('REPOSITORY_NOT_FOUND');
  });

  it.each([
    ['[REP_55102] Failed to connect to repository service [REP_A].', 'COMMAND_FAILED'],
    ['[UM_10205] Failed to authenticate the user', 'INFORMATICA_LOGIN_REFUSED'],
    ['[PCSF_46007] No gateway', 'DOMAIN_UNREACHABLE'],
  ])('tells why a listed repository cannot be reached: %s', (line, code) => {
    host.replies['connect'] = refused(line);
    expect(errorOf(list).code).toBe(code);
  });

  it('does not ask the domain when pmrep itself cannot run', () => {
    host.replies['connect'] = { exitCode: 127 };
    expect(errorOf(list).code).toBe('HOST_SCRIPT_FAILED');
    expect(host.ran).not.toContain('ListServices RS');
  });

  it('refuses a list of another repository', () => {
    host.replies['connect'] = { stdout: pmrepSays('connect', 'Connected to repository REP_B in DOM as user svc_api') };
    expect(errorOf(list).code).toBe('OUTPUT_NOT_UNDERSTOOD');
  });

  it.each([
    ['half a list', { stdout: 'Invoked at Mon\n15 : alice\n' }, 'OUTPUT_NOT_UNDERSTOOD'],
    ['a failed list', { exitCode: 1, stdout: 'Failed to execute listuserconnections.\n' }, 'COMMAND_FAILED'],
    ['an infacmd answer', { stdout: infacmdSays('15 : alice') }, 'OUTPUT_NOT_UNDERSTOOD'],
  ])('refuses %s', (_what, reply, code) => {
    host.replies['listuserconnections'] = reply;
    expect(errorOf(list).code).toBe(code);
  });
});
