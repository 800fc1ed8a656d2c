import { type RemoteHost, sudoUserOf } from '../remote/remote-host.js';
import { buildProbeScript } from '../remote/script/build-script.js';
import { readFacts } from '../remote/script/read-facts.js';
import { ScriptOutput } from '../remote/script/read-report.js';
import type { Transport } from '../remote/transport.js';
import { Finding } from './check.js';
import type { Patient } from './patient.js';

const WITHIN_MS = 30_000;
const QUOTED = 200;

/** Sends a script that only looks around, by the same transport as a job's, and keeps what it tells. */
export async function probe(patient: Patient, transport: Transport): Promise<string> {
  const host = patient.knownHost;
  const script = buildProbeScript(host);
  const output = new ScriptOutput(script.marker);
  const run = {
    sink: {
      stdout: (chunk: Buffer) => output.stdout.feed(chunk),
      stderr: (chunk: Buffer) => output.stderr.feed(chunk),
    },
    signal: AbortSignal.timeout(WITHIN_MS),
    mayStart: async () => undefined,
    isComplete: () => output.isComplete,
  };
  const fault = await transport.execute(host, script.text, run).catch((error: unknown) => error);
  const facts = readFacts(output);
  if (!facts) throw silent(host, output, fault);
  patient.facts = facts;
  if (!facts.canKeepJournal) {
    const next = `Give ${facts.osUser} a home directory of its own to write in: the journal of changes lies there.`;
    throw new Finding(`${facts.osUser} cannot write to ~/.etlaas there.`, next);
  }
  const way = facts.osUser === host.user ? '' : ` as ${facts.osUser}`;
  return `/bin/sh -s runs${way}; the login shell is ${facts.loginShell || 'unknown (no SHELL there)'}`;
}

function silent(host: RemoteHost, { stdout, stderr }: ScriptOutput, fault: unknown): Finding {
  const isFull = stdout.frames.some(({ words }) => words[0] === 'fault');
  const said =
    `${stderr.rest} ${stdout.rest}`.trim().slice(0, QUOTED) || (fault instanceof Error ? fault.message : 'nothing');
  if (isFull)
    return new Finding(
      'There is no place for temporary files.',
      'Free space in the temporary directory of the host, or mend its rights.',
    );
  const { user } = host;
  const sudoUser = sudoUserOf(host);
  if (sudoUser) {
    const next = `Allow it in sudoers there: ${user} ALL=(${sudoUser}) NOPASSWD: /bin/sh -s`;
    return new Finding(`/bin/sh -s as ${sudoUser} by sudo -n did not run: ${said}`, next, fault);
  }
  const next = `Give ${user} a login shell that runs commands (not nologin) and whose start-up files print and read nothing.`;
  return new Finding(`/bin/sh -s did not run: ${said}`, next, fault);
}
