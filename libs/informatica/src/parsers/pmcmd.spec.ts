import { describe, expect, it } from '@jest/globals';
import { anOutcome } from '../testing/fake-host.js';
import { parsePingService } from './pmcmd.js';

describe('parsePingService', () => {
  it.each([
    [{ stdout: 'Informatica(r) PMCMD\nInvoked at x\n\nIntegration Service is alive.\nCompleted at y\n' }, 'answers'],
    [{ stdout: 'Integration Service is alive\r\n' }, 'answers'],
    [{ exitCode: 1, stdout: 'ERROR: [PCSF_46007] No gateway' }, 'silent'],
    [{ exitCode: 9 }, 'silent'],
    [{ exitCode: 21 }, 'leaving'],
  ])('%j', (outcome, answer) => {
    expect(parsePingService(anOutcome(outcome))).toBe(answer);
  });

  it.each([
    [{ stdout: 'Integration Service is alive, but not well.' }, 'OUTPUT_NOT_UNDERSTOOD'],
    [{ stdout: '' }, 'OUTPUT_NOT_UNDERSTOOD'],
    [{ exitCode: 4, stdout: 'usage' }, 'COMMAND_FAILED'],
    [{ exitCode: 134, stdout: 'Aborted (core dumped)' }, 'HOST_SCRIPT_FAILED'],
    [{ exitCode: 124, timedOut: true }, 'COMMAND_TIMED_OUT'],
  ])('refuses %j', (outcome, code) => {
    expect(() => parsePingService(anOutcome(outcome))).toThrow(expect.objectContaining({ code }));
  });
});
