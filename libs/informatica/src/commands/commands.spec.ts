import { describe, expect, it } from '@jest/globals';
import { disableService, enableService, getServiceStatus, listServices, ping } from './infacmd.js';
import { pingService } from './pmcmd.js';
import { connect, killUserConnection, listUserConnections } from './pmrep.js';

const PLACE = { domain: 'DOM', informaticaUser: 'svc_api', securityDomain: 'GDIA SCA SDE' };

describe('commands', () => {
  it.each([
    [listServices('RS'), 'infacmd.sh', ['isp', 'ListServices', '-st', 'RS'], 60_000],
    [getServiceStatus('INT_A'), 'infacmd.sh', ['isp', 'GetServiceStatus', '-sn', 'INT_A'], 60_000],
    [ping('INT_A'), 'infacmd.sh', ['isp', 'Ping', '-sn', 'INT_A'], 60_000],
    [enableService('INT_A'), 'infacmd.sh', ['isp', 'EnableService', '-sn', 'INT_A'], 300_000],
    [disableService('INT_A', 'stop'), 'infacmd.sh', ['isp', 'DisableService', '-sn', 'INT_A', '-mo', 'Stop'], 300_000],
    [
      disableService('INT_A', 'complete'),
      'infacmd.sh',
      ['isp', 'DisableService', '-sn', 'INT_A', '-mo', 'Complete'],
      3_600_000,
    ],
    [pingService('INT_A', 'DOM'), 'pmcmd', ['pingservice', '-sv', 'INT_A', '-d', 'DOM', '-t', '10'], 60_000],
    [
      connect('REP_A', PLACE),
      'pmrep',
      [
        ...['connect', '-r', 'REP_A', '-d', 'DOM', '-n', 'svc_api', '-s', 'GDIA SCA SDE'],
        ...['-X', 'INFA_DEFAULT_DOMAIN_PASSWORD', '-t', '30'],
      ],
      60_000,
    ],
    [listUserConnections(), 'pmrep', ['listuserconnections'], 60_000],
    [killUserConnection('15'), 'pmrep', ['killuserconnection', '-i', '15'], 60_000],
  ])('%j', (command, program, args, timeoutMs) => {
    expect(command).toEqual({ program, args, timeoutMs });
  });
});
