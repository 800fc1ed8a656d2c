import { describe, expect, it } from '@jest/globals';
import { anOutcome, pmrepSays } from '../testing/fake-host.js';
import { connectionLines, parseConnect, parseKillUserConnection, parsePmrep } from './pmrep.js';

const CONNECTED = 'Connected to repository repo_demo in infa_dom_prod as user Administrator';
const FAILED = ['Invoked at Mon', '', '[REP_55102] Failed to connect.', 'Repository connection failed.'];

const withCode = (code: string) => expect.objectContaining({ code });

describe('parsePmrep', () => {
  it('reads the lines between time stamp and status line, with their indentation', () => {
    const stdout = pmrepSays('listuserconnections', '', 'a', '   b  ');
    expect(parsePmrep('listuserconnections', anOutcome({ stdout }))).toEqual(['a', '   b']);
  });

  it('reads 9.6.1 with Windows ends and a glued dot', () => {
    const stdout =
      'All Rights Reserved.\r\n\r\nInvoked at Thu\r\n\r\nx\r\n.connect completed successfully.\r\n\r\nCompleted at Thu\r\n';
    expect(parsePmrep('connect', anOutcome({ stdout }))).toEqual(['x']);
  });

  it('is not ended early by a line that looks like the status line', () => {
    const stdout = pmrepSays('listuserconnections', 'listuserconnections completed successfully.', 'b');
    expect(parsePmrep('listuserconnections', anOutcome({ stdout }))).toHaveLength(2);
  });

  it.each([
    ['a failure line in spite of exit code 0', { stdout: [...FAILED, 'Failed to execute connect.'].join('\n') }],
    ['half a failure', { stdout: FAILED.join('\n') }],
    ['an exit code', { exitCode: 1, stdout: pmrepSays('connect') }],
  ])('is a failure: %s', (_what, outcome) => {
    expect(() => parsePmrep('connect', anOutcome(outcome))).toThrow(withCode('COMMAND_FAILED'));
  });

  it.each([
    ['nothing', ''],
    ['no status line', 'Invoked at Mon\nx\n'],
    ['the status line of another command', pmrepSays('cleanup')],
    ['no time stamp', 'connect completed successfully.\n'],
    ['something after the status line', `${pmrepSays('connect')}more\n`],
  ])('does not understand %s', (_what, stdout) => {
    expect(() => parsePmrep('connect', anOutcome({ stdout }))).toThrow(withCode('OUTPUT_NOT_UNDERSTOOD'));
  });
});

describe('parseConnect', () => {
  it.each([[[CONNECTED]], [[]]])('takes %j', (lines) => {
    expect(() => parseConnect(anOutcome({ stdout: pmrepSays('connect', ...lines) }), 'REPO_demo')).not.toThrow();
  });

  it('refuses another repository', () => {
    expect(() => parseConnect(anOutcome({ stdout: pmrepSays('connect', CONNECTED) }), 'REP_A')).toThrow(
      withCode('OUTPUT_NOT_UNDERSTOOD'),
    );
  });

  it.each([
    ['[UM_10205] Failed to authenticate the user', 'INFORMATICA_LOGIN_REFUSED'],
    ['[PCSF_46007] No gateway', 'DOMAIN_UNREACHABLE'],
    ['[REP_55102] Failed to connect to repository service [X].', 'COMMAND_FAILED'],
  ])('classifies %s', (line, code) => {
    const stdout = `Invoked at Mon\n${line}\nRepository connection failed.\nFailed to execute connect.\n`;
    expect(() => parseConnect(anOutcome({ exitCode: 1, stdout }), 'X')).toThrow(withCode(code));
  });
});

describe('parseKillUserConnection', () => {
  it('needs the words of success', () => {
    expect(() => parseKillUserConnection(anOutcome({ stdout: pmrepSays('killuserconnection') }))).not.toThrow();
    expect(() => parseKillUserConnection(anOutcome({ stdout: 'Invoked at Mon\n' }))).toThrow(
      withCode('OUTPUT_NOT_UNDERSTOOD'),
    );
  });
});

describe('connectionLines', () => {
  it('drops the line that names the repository, and only the first', () => {
    const stdout = pmrepSays('listuserconnections', CONNECTED, CONNECTED, 'x');
    expect(connectionLines(anOutcome({ stdout }))).toEqual([CONNECTED, 'x']);
  });
});
