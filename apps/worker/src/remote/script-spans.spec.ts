import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Span, SpanOptions } from '#libs/platform';
import type { RemoteHost } from './remote-host.js';
import type { RemoteStep } from './script/build-script.js';
import { ScriptOutput } from './script/read-report.js';
import { traceCommands } from './script-spans.js';

const HOST = { hostname: 'a.socgen' } as RemoteHost;
const NOW_MS = 1_700_000_000_000;
const commands = [
  { program: 'pmrep', args: ['connect', '-r', 'REP_SECRET'], timeoutMs: 1_000 },
  { program: 'infacmd.sh', args: ['isp', 'Ping', '-sn', 'INT_SECRET'], timeoutMs: 1_000 },
] as const;

interface Told extends SpanOptions {
  name: string;
  endedAtMs?: number | undefined;
}

/** What is told of commands that began and ended at these times by the host's clock. */
function told(step: RemoteStep, ...lines: string[]): Told[] {
  const all: Told[] = [];
  const child = (name: string, options: SpanOptions = {}) => {
    const one: Told = { name, ...options };
    all.push(one);
    return { end: (atMs?: number) => Object.assign(one, { endedAtMs: atMs }) } as unknown as Span;
  };
  const output = new ScriptOutput('==m');
  output.stdout.feed(Buffer.from(lines.map((line) => `what it printed\n==m ${line}\n`).join('')));
  traceCommands({ traceId: 'one', child } as unknown as Span, step, HOST, output);
  return all;
}

beforeEach(() => void jest.useFakeTimers({ now: NOW_MS }));
afterEach(() => void jest.useRealTimers());

describe('the spans of commands', () => {
  const chain = { kind: 'chain', commands } as const;

  it('lie as the host says, the last of them before its words came; nothing of their text is told', () => {
    const [connect, ping, ...more] = told(chain, 'begin 0', 'end 0 0 50.00 50.50', 'begin 1', 'end 1 7 50.50 52.00');
    expect(more).toEqual([]);
    expect(connect).toMatchObject({
      name: 'run pmrep connect',
      startedAtMs: NOW_MS - 2_000,
      endedAtMs: NOW_MS - 1_500,
    });
    expect(ping).toEqual({
      name: 'run infacmd.sh isp Ping',
      startedAtMs: NOW_MS - 1_500,
      endedAtMs: NOW_MS,
      attributes: {
        'process.executable.name': 'infacmd.sh',
        'etlaas.command': 'infacmd.sh isp Ping',
        'process.exit.code': 7,
        'etlaas.command.index': 1,
        'etlaas.host': 'a.socgen',
      },
    });
  });

  it('are those of an effect that was run now, but not of one that an earlier delivery ran', () => {
    const journal = ['journal done', 'end 0 0 50.00 50.50', 'end-journal'];
    const effect = { kind: 'effect', effect: 'stop', before: null, commands } as const;
    expect(told(effect, ...journal)).toHaveLength(1);
    expect(told({ kind: 'begin', effect: 'stop', commands }, ...journal)).toEqual([]);
  });

  it('are left out where the host has no clock, or says what was not asked', () => {
    expect(told(chain, 'end 0 0 - -', 'end 9 0 1.00 2.00')).toEqual([]);
  });
});
