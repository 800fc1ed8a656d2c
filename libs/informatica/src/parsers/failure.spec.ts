import { describe, expect, it } from '@jest/globals';
import { anOutcome, infacmdFails } from '../testing/fake-host.js';
import { classifyFailure, commandFailure, programFault, wasCut } from './failure.js';

const ALREADY_ENABLED =
  '[INFACMD_40000] [DOM_10071] Request to enable service [IS_ASCII] failed because it is already enabled.';
const LOGIN_REFUSED =
  '[INFACMD_40000] [DTF_0020] The [UserManagementService] Service failed to authenticate the user with the error message ' +
  '[[UM_10205] Failed to authenticate the user [admin] that belongs to the security domain [Native].].';

describe('classifyFailure', () => {
  it.each([
    [ALREADY_ENABLED, 'already-enabled'],
    ['[DOM_10139] Cannot enable the service process for service [IS_ASCII]', 'already-enabled'],
    [LOGIN_REFUSED, 'login-refused'],
    ['[UM_10007] user does not exist', 'login-refused'],
    ['[AUTHEN_10000] The Service Manager failed', 'login-refused'],
    ['[PCSF_46007] No gateway is available for the domain [DOM].', 'domain-unreachable'],
    ['[INFACMD_40000] [DOM_99002] Cannot find service [IS_X] in the domain.', 'other'],
    ['The service failed to authenticate somebody', 'login-refused'],
    ['Cannot connect to domain DOM', 'domain-unreachable'],
    ['', 'other'],
  ])('%s', (text, reason) => {
    expect(classifyFailure(text)).toBe(reason);
  });

  it('lets the innermost known code win', () => {
    expect(classifyFailure('[PCSF_46007] x [[UM_10205] y [XYZ_123] z]')).toBe('login-refused');
  });

  it('is not led astray by the name of an object', () => {
    expect(classifyFailure('[DOM_99002] Cannot find service [gateway_connect] in the domain.')).toBe('other');
  });
});

describe('commandFailure', () => {
  it.each([
    [ALREADY_ENABLED, 'COMMAND_FAILED'],
    [LOGIN_REFUSED, 'INFORMATICA_LOGIN_REFUSED'],
    ['[PCSF_46007] No gateway is available for the domain [DOM].', 'DOMAIN_UNREACHABLE'],
    ['[[OIECMD_10006] Error occurred during export function. See previous error.', 'COMMAND_FAILED'],
  ])('%s', (inner, code) => {
    expect(commandFailure('infacmd X', anOutcome(infacmdFails('X', inner))).code).toBe(code);
  });

  it('tells the inner message and its code', () => {
    const { message, details } = commandFailure('infacmd EnableService', anOutcome(infacmdFails('X', ALREADY_ENABLED)));
    expect(message).toBe(`infacmd EnableService failed (exit code 255): ${ALREADY_ENABLED}`);
    expect(details).toMatchObject({ exitCode: 255, reason: 'already-enabled', informaticaCode: 'DOM_10071' });
  });

  it('does not tell the name of the technical user', () => {
    const error = commandFailure('infacmd X', anOutcome(infacmdFails('X', LOGIN_REFUSED)));
    expect(JSON.stringify([error.message, error.details])).not.toContain('admin');
  });

  it('tells only the part of pmrep between its time stamps', () => {
    const stdout =
      'Informatica(r) PMREP\n\nInvoked at Mon\n\n[REP_1] No.\nFailed to execute connect.\n\nCompleted at Mon\n';
    expect(commandFailure('pmrep connect', anOutcome({ exitCode: 1, stdout })).message).toBe(
      'pmrep connect failed (exit code 1): [REP_1] No. Failed to execute connect.',
    );
  });

  it('quotes printable characters only, and 300 of them', () => {
    const stdout = `\u001b[31mred\r\nline\u0000\u200b\u202eend ${'x'.repeat(5_000)}`;
    const { message } = commandFailure('c', anOutcome({ exitCode: 1, stdout }));
    expect(message).toMatch(/^c failed \(exit code 1\): \[31mred line end x+$/);
    expect(message.length).toBe('c failed (exit code 1): '.length + 300);
  });

  it('survives a megabyte of brackets', () => {
    const stdout = '[ICMD_10033] Command [X] failed with error ['.repeat(20_000);
    expect(commandFailure('c', anOutcome({ exitCode: 255, stdout })).code).toBe('COMMAND_FAILED');
  });
});

describe('programFault', () => {
  it.each([
    [{ exitCode: 124, timedOut: true }, 'COMMAND_TIMED_OUT', true],
    [{ exitCode: 137, timedOut: true }, 'COMMAND_TIMED_OUT', true],
    [{ exitCode: 125 }, 'HOST_SCRIPT_FAILED', false],
    [{ exitCode: 126 }, 'HOST_SCRIPT_FAILED', false],
    [{ exitCode: 127 }, 'HOST_SCRIPT_FAILED', false],
    [{ exitCode: 134 }, 'HOST_SCRIPT_FAILED', true],
    [{ exitCode: 137 }, 'HOST_SCRIPT_FAILED', true],
    [{ exitCode: 143 }, 'HOST_SCRIPT_FAILED', true],
    [{ truncated: true }, 'OUTPUT_TOO_LARGE', true],
    [{ exitCode: 255 }, undefined, false],
    [{ exitCode: 1 }, undefined, false],
    [{}, undefined, false],
  ])('%j', (overrides, code, isCut) => {
    expect(programFault('c', anOutcome(overrides))?.code).toBe(code);
    expect(wasCut(anOutcome(overrides))).toBe(isCut);
  });
});
