import { describe, expect, it } from '@jest/globals';
import { AppError } from '#libs/platform';
import type { CommandOutcome } from '../command.js';
import { parsePingDomain, parseVersion } from './diagnosis.js';

const outcome = (stdout: string, exitCode = 0): CommandOutcome => ({
  exitCode,
  stdout,
  stderr: '',
  durationMs: 5,
  timedOut: false,
  truncated: false,
  finishedAt: '2026-01-01T00:00:00.000Z',
});

const codeOf = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

describe('the version of a program', () => {
  it.each([
    ['Informatica(r) PMREP, version [10.1.1 HotFix2], build [1507.1025], LINUX 64-bit\nCopyright', 0, '10.1.1 HotFix2'],
    ['Informatica(r) PMCMD, version [9.6.1 HotFix3], build [990.0611], LINUX 64-bit\nERROR: usage', 4, '9.6.1 HotFix3'],
    ['Informatica(r) Infacmd Version: 10.5.3\nCommand ran successfully.', 0, '10.5.3'],
    ['Version: 10.\u001b[31m5', 0, '10. [31m5'],
    ['Usage: version', 255, undefined],
    ['', 0, undefined],
    ['pmrep: error while loading shared libraries', 127, 'HOST_SCRIPT_FAILED'],
  ])('%j (%d) is %s', (stdout, exitCode, expected) => {
    expect(codeOf(() => parseVersion('pmrep', outcome(stdout, exitCode)))).toBe(expected);
  });
});

describe('PingDomain', () => {
  const csv = 'Name,Type,Status\nDOM,DOMAIN,ALIVE\nnode01,NODE,ALIVE\nIS_A,IS,NOT_ALIVE\nCommand ran successfully.\n';

  it('counts the states, whatever the other columns are', () => {
    expect(parsePingDomain(outcome(csv))).toEqual({ objects: 3, alive: 2 });
  });

  it.each([
    ['DOM,DOMAIN,NOT_ALIVE,\n', 255, 'DOMAIN_UNREACHABLE'],
    ['[ICMD_10033] Command [PingDomain] failed with error [[UM_10205] x].', 255, 'INFORMATICA_LOGIN_REFUSED'],
    ['[ICMD_10033] Command [PingDomain] failed with error [[PCSF_46007] No gateway].', 255, 'DOMAIN_UNREACHABLE'],
    [csv, 255, 'COMMAND_FAILED'],
    ['DOM,DOMAIN,ALIVE\n', 0, 'OUTPUT_NOT_UNDERSTOOD'],
  ])('%j (%d) is %s', (stdout, exitCode, expected) => {
    expect(codeOf(() => parsePingDomain(outcome(stdout, exitCode)))).toBe(expected);
  });
});
