import type { Command } from '#libs/informatica';
import type { Span, SpanOptions } from '#libs/platform';
import type { RemoteHost } from './remote-host.js';
import type { RemoteStep } from './script/build-script.js';
import { hasJournal, type ScriptOutput, timesOf } from './script/read-report.js';

/** What a script is for: what reads after an effect was begun verifies it. */
function purposeOf(step: RemoteStep, mayHaveBegun: boolean): string {
  if (step.kind === 'effect') return `effect ${step.effect}`;
  return mayHaveBegun ? 'verify' : 'read';
}

/** The name and the facts of the span of one script. */
export const scriptSpanOf = (
  step: RemoteStep,
  host: RemoteHost,
  transport: string,
  mayHaveBegun: boolean,
): [name: string, options: SpanOptions] => [
  `script ${purposeOf(step, mayHaveBegun)}`,
  { attributes: { 'etlaas.host': host.hostname, 'etlaas.transport': transport } },
];

/** The facts of the span in which the way to a host is opened. */
export const connectingTo = (host: Pick<RemoteHost, 'hostname' | 'port' | 'jump'>): SpanOptions => ({
  kind: 'client',
  attributes: {
    'server.address': host.hostname,
    'server.port': host.port,
    ...(host.jump && { 'etlaas.jump_host': host.jump.hostname }),
  },
});

/**
 * Tells each command of a script that ran: by the host's clock as far as each from the other, and as if the words of the last
 * had come here at once. What an earlier delivery ran was told by that.
 */
export function traceCommands(span: Span, step: RemoteStep, host: RemoteHost, output: ScriptOutput): void {
  if (span.traceId === undefined) return;
  const isOfEarlier = step.kind === 'begin' && hasJournal(output);
  const times = isOfEarlier ? [] : timesOf(output).filter(({ fromS, toS }) => Number.isFinite(toS - fromS));
  const hostNowMs = 1000 * Math.max(...times.map(({ toS }) => toS));
  const aheadMs = Date.now() - hostNowMs;
  for (const { index, exitCode, fromS, toS } of times) {
    const command = step.commands[index];
    if (!command) continue;
    const attributes = { ...factsOf(command), 'process.exit.code': exitCode, 'etlaas.command.index': index };
    const options = { attributes: { ...attributes, 'etlaas.host': host.hostname } };
    const name = `run ${attributes['etlaas.command']}`;
    span.child(name, { ...options, startedAtMs: aheadMs + 1000 * fromS }).end(aheadMs + 1000 * toS);
  }
}

/** Program and subcommand; what follows them is somebody else's text. */
function factsOf({ program, args }: Command) {
  const firstOption = args.findIndex((arg) => !/^[A-Za-z]+$/.test(arg));
  const words = firstOption < 0 ? args : args.slice(0, firstOption);
  return { 'process.executable.name': program, 'etlaas.command': [program, ...words].join(' ') };
}
