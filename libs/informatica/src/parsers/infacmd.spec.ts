import { describe, expect, it } from '@jest/globals';
import { anOutcome, infacmdFails, infacmdSays } from '../testing/fake-host.js';
import { parseGetServiceStatus, parseInfacmd, parseListServices, parsePing } from './infacmd.js';

const PINGED =
  '[INFACMD_10052] Service [INT_A] Domain [DM102_INFA210] Host:Port [infa210.sleety.com:6408] was successfully pinged.';

const withCode = (code: string) => expect.objectContaining({ code });

describe('parseInfacmd', () => {
  it.each([
    ['data', 'A\nB\nCommand ran successfully.\n', ['A', 'B']],
    ['no data', 'Command ran successfully.', []],
    ['blank lines and Windows ends', '\r\n A \r\n\r\nCommand ran successfully.\r\n\r\n', ['A']],
  ])('reads %s', (_what, stdout, data) => {
    expect(parseInfacmd('X', anOutcome({ stdout }))).toEqual(data);
  });

  it.each([
    ['nothing', ''],
    ['data without the success line', 'INT_A\n'],
    ['a cut success line', 'INT_A\nCommand ran succ'],
    ['something after the success line', 'Command ran successfully.\nINT_A\n'],
  ])('does not understand %s', (_what, stdout) => {
    expect(() => parseInfacmd('X', anOutcome({ stdout }))).toThrow(withCode('OUTPUT_NOT_UNDERSTOOD'));
  });

  it('does not believe an exit code 0 beside an error text', () => {
    const { stdout = '' } = infacmdFails('EnableService', '[DOM_99] no');
    const outcome = anOutcome({ stdout: `${stdout}Command ran successfully.\n` });
    expect(() => parseInfacmd('EnableService', outcome)).toThrow(withCode('COMMAND_FAILED'));
  });

  it('does not believe a success text beside an exit code', () => {
    expect(() => parseInfacmd('X', anOutcome({ exitCode: 255, stdout: infacmdSays() }))).toThrow(
      withCode('COMMAND_FAILED'),
    );
  });
});

describe('parseListServices', () => {
  it('reads names in their order', () => {
    expect(parseListServices(anOutcome({ stdout: infacmdSays('INT_B', '_adminconsole') }))).toEqual([
      'INT_B',
      '_adminconsole',
    ]);
  });

  it.each(['INT_A is down', '-n', 'INT_A;id', 'WARN: old JVM'])('does not take %j for a name', (line) => {
    expect(() => parseListServices(anOutcome({ stdout: infacmdSays('INT_B', line) }))).toThrow(
      withCode('OUTPUT_NOT_UNDERSTOOD'),
    );
  });
});

describe('parseGetServiceStatus', () => {
  it.each([
    ['Enabled', true],
    ['ENABLED', true],
    ['Disabled', false],
  ])('reads %s', (word, enabled) => {
    expect(parseGetServiceStatus(anOutcome({ stdout: infacmdSays(word) }))).toBe(enabled);
  });

  it.each([[[]], [['Starting']], [['Not Enabled']], [['Enabled', 'Disabled']]])('does not guess from %j', (lines) => {
    expect(() => parseGetServiceStatus(anOutcome({ stdout: infacmdSays(...lines) }))).toThrow(
      withCode('OUTPUT_NOT_UNDERSTOOD'),
    );
  });
});

describe('parsePing', () => {
  it('reads who answered and where', () => {
    expect(parsePing(anOutcome({ stdout: infacmdSays(PINGED) }), 'int_a')).toEqual({
      alive: true,
      endpoint: 'infa210.sleety.com:6408',
    });
  });

  it('does without an address', () => {
    const stdout = infacmdSays('[INFACMD_10052] Service [INT_A] was successfully pinged.');
    expect(parsePing(anOutcome({ stdout }), 'INT_A')).toEqual({ alive: true });
  });

  it.each(['[INFACMD_40000] [DOM_1] Service is not running.', '[PCSF_46007] No gateway is available.'])(
    'takes a reported failure for silence: %s',
    (inner) => {
      expect(parsePing(anOutcome(infacmdFails('Ping', inner)), 'INT_A')).toEqual({ alive: false });
    },
  );

  it.each([
    ['another service', PINGED.replace('INT_A', 'INT_B')],
    ['no success', PINGED.replace('was successfully pinged', 'was pinged')],
    ['no address in the address', PINGED.replace('infa210.sleety.com:6408', 'somewhere')],
    ['no answer line', 'pong'],
  ])('does not understand %s', (_what, line) => {
    expect(() => parsePing(anOutcome({ stdout: infacmdSays(line) }), 'INT_A')).toThrow(
      withCode('OUTPUT_NOT_UNDERSTOOD'),
    );
  });

  it.each([
    [{ exitCode: 124, timedOut: true, ...{ stdout: '[ICMD_10033]' } }, 'COMMAND_TIMED_OUT'],
    [{ exitCode: 127, stderr: 'infacmd.sh: not found' }, 'HOST_SCRIPT_FAILED'],
    [{ exitCode: 137 }, 'HOST_SCRIPT_FAILED'],
    [{ exitCode: 1, stdout: 'usage: ...' }, 'COMMAND_FAILED'],
  ])('is no answer when %j', (outcome, code) => {
    expect(() => parsePing(anOutcome(outcome), 'INT_A')).toThrow(withCode(code));
  });
});
