import type { ScriptOutput } from './read-report.js';

/** What a host told about itself. All of it is text of the host: escape it before it is shown. */
export interface HostFacts {
  loginShell: string;
  osUser: string;
  infaHome: 'missing' | 'closed' | 'open';
  /** Where each program was found; empty where it was not. */
  programs: ReadonlyMap<string, string>;
  timeoutVersion: string;
  canKeepJournal: boolean;
}

/** The facts of a probe script; undefined where the script did not come to its end. */
export function readFacts(output: ScriptOutput): HostFacts | undefined {
  if (!output.isComplete) return undefined;
  const facts = output.stdout.frames.filter(({ words }) => words[0] === 'fact').map(({ words }) => words.slice(1));
  const factOf = (name: string) =>
    facts
      .find(([first]) => first === name)
      ?.slice(1)
      .join(' ') ?? '';
  const programs = facts
    .filter(([first]) => first === 'program')
    .map(([, name = '', ...path]) => [name, path.join(' ')]);
  const infaHome = factOf('infa-home');
  return {
    loginShell: factOf('login-shell'),
    osUser: factOf('os-user'),
    infaHome: infaHome === 'open' || infaHome === 'closed' ? infaHome : 'missing',
    programs: new Map(programs as [string, string][]),
    timeoutVersion: factOf('timeout-version'),
    canKeepJournal: factOf('journal') === 'open',
  };
}
