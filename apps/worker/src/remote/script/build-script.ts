import { randomBytes } from 'node:crypto';
import type { Command, Step } from '#libs/informatica';
import type { RemoteHost } from '../remote-host.js';
import { quote } from './quote.js';
import { PROBE } from './shell-library.js';

/** A JVM each: more at once would starve the host. */
const AT_ONCE = 4;

/** The connection tries of Informatica's programs end long before the command does. */
const RESILIENCE_TIMEOUT_S = 30;

const VERIFY_MS = 60_000;

/** A step that runs something on a host. */
export type RemoteStep = Exclude<Step, { kind: 'pause' }>;

/** The text for a prepared `/bin/sh -s`, and what is needed to read its output and to end it from another channel. */
export interface Script {
  text: string;
  marker: string;
  runId: string;
}

/** The number of a change among all, and a short name of its target: a host lets nobody begin who was overtaken. */
export interface Fence {
  number: string;
  target: string;
}

/** Which job the script serves and how long it may take. */
export interface ScriptScope {
  jobId: string;
  fence?: Fence | undefined;
  /** No command may run longer than this, whatever its own limit. */
  remainingMs: number;
}

/** The script of one step. Parsed whole by the shell before its first command: a cut connection runs nothing by halves. */
export function buildScript(step: RemoteStep, host: RemoteHost, scope: ScriptScope): Script {
  const run = newRun();
  const body = [
    ...prologue(run),
    ...surroundings(host),
    `etlaas_clock; END=$((CLOCK + ${Math.ceil(scope.remainingMs / 10)}))`,
    ...bodyOf(step, scope),
    'etlaas_say complete; etlaas_say complete >&2',
  ];
  return { ...run, text: wrap(body) };
}

/** The script that only looks around and tells `fact name value…`: what a host is like before any program is started. */
export function buildProbeScript(host: RemoteHost): Script {
  const run = newRun();
  const body = [...prologue(run), ...surroundings(host), PROBE, 'etlaas_say complete; etlaas_say complete >&2'];
  return { ...run, text: wrap(body) };
}

/** The script that ends the commands of another run on the same host. */
export function buildAbortScript(runId: string): Script {
  const run = newRun();
  const body = [markerOf(run), `etlaas_abort ${quote(runId)}`, 'etlaas_say complete'];
  return { ...run, text: wrap(body) };
}

const newRun = () => ({ marker: `==${randomBytes(12).toString('hex')}`, runId: randomBytes(12).toString('hex') });

const wrap = (body: string[]): string => `etlaas_main() {\n${body.join('\n')}\n}\netlaas_main\n`;

const markerOf = ({ marker }: { marker: string }): string => `M=${quote(marker)}`;

const prologue = (run: { marker: string; runId: string }): string[] => [
  markerOf(run),
  `etlaas_begin ${quote(run.runId)}`,
];

/** What a login shell would have set, and the secret: as assignments read from stdin, so `ps` never shows them. */
function surroundings(host: RemoteHost): string[] {
  const values = {
    LC_ALL: 'C',
    INFA_HOME: host.infaHome,
    INFA_DEFAULT_DOMAIN: host.domain,
    INFA_DEFAULT_DOMAIN_USER: host.informaticaUser,
    INFA_DEFAULT_DOMAIN_PASSWORD: host.informaticaPassword.reveal(),
    INFA_DEFAULT_SECURITY_DOMAIN: host.securityDomain,
    INFA_CLIENT_RESILIENCE_TIMEOUT: String(RESILIENCE_TIMEOUT_S),
    ...trustOf(host),
  };
  return [
    ...Object.entries(values).map(([name, value]) => `${name}=${quote(value)}; export ${name}`),
    'INFA_REPCNX_INFO="$T/pmrep.cnx"; export INFA_REPCNX_INFO',
    'PATH="$INFA_HOME/isp/bin:$INFA_HOME/server/bin:$PATH"; export PATH',
    'LD_LIBRARY_PATH="$INFA_HOME/server/bin:$INFA_HOME/services/shared/bin"; export LD_LIBRARY_PATH',
  ];
}

const trustOf = ({ trustStore }: RemoteHost): Record<string, string> => ({
  ...(trustStore && { INFA_TRUSTSTORE: trustStore.path }),
  ...(trustStore?.password && { INFA_TRUSTSTORE_PASSWORD: trustStore.password.reveal() }),
});

function bodyOf(step: RemoteStep, scope: ScriptScope): string[] {
  if (!('effect' in step)) return readingOf(step, step.kind === 'chain', scope);
  const gate = [
    ...fenceOf(scope),
    `G="$HOME/.etlaas/"${quote(`${scope.jobId}.${step.effect}`)}`,
    // What is left after the wait is for reading the state, where the journal does not settle it.
    `LIMIT=${Math.ceil(Math.max(scope.remainingMs - VERIFY_MS, scope.remainingMs / 2) / 1000)}`,
  ];
  if (step.kind === 'begin') {
    return [...gate, 'if [ -d "$G" ]; then etlaas_tell; else', ...readingOf(step, step.ordered, scope), 'fi'];
  }
  const before = Buffer.from(JSON.stringify(step.before ?? null)).toString('base64');
  return [
    ...gate,
    `if etlaas_open_gate ${quote(before)}; then`,
    chainOf('etlaas_keep', step.commands, scope),
    'etlaas_close_gate',
    'fi',
    'etlaas_tell',
  ];
}

const fenceOf = ({ fence }: ScriptScope): string[] =>
  fence ? [`F="$HOME/.etlaas/"${quote(`fence.${fence.target}`)}`, `N=${quote(fence.number)}`] : ['N='];

const readingOf = ({ commands }: RemoteStep, isOrdered: boolean | undefined, scope: ScriptScope): string[] =>
  isOrdered ? [chainOf('etlaas_run', commands, scope)] : togetherOf(commands, scope);

const chainOf = (runner: string, commands: readonly Command[], scope: ScriptScope): string =>
  commands
    .map((command, index) => {
      const line = lineOf(runner, command, index, scope);
      return command.goOn ? `{ ${line} || :; }` : line;
    })
    .join(' &&\n');

function togetherOf(commands: readonly Command[], scope: ScriptScope): string[] {
  if (commands.length === 1) return [chainOf('etlaas_run', commands, scope)];
  const lines = commands.map((command, index) => `(${lineOf('etlaas_aside', command, index, scope)}) &`);
  const batches: string[] = [];
  for (let at = 0; at < lines.length; at += AT_ONCE) batches.push(...lines.slice(at, at + AT_ONCE), 'wait');
  const files = (ending: string) => commands.map((_, index) => `"$T/${index}.${ending}"`).join(' ');
  return [...batches, `cat ${files('out')}`, `cat ${files('err')} >&2`];
}

function lineOf(runner: string, command: Command, index: number, scope: ScriptScope): string {
  const seconds = Math.max(1, Math.ceil(Math.min(command.timeoutMs, scope.remainingMs) / 1000));
  return [runner, index, seconds, ...[command.program, ...command.args].map(quote)].join(' ');
}
