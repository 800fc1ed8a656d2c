import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programFile } from '../paths.js';

/** A line of the simulators' ledger: what really happened on the host. */
export interface LedgerEntry {
  at: string;
  pid: number;
  program: string;
  command: string;
  target?: string;
  phase: 'start' | 'effect' | 'end';
  exitCode?: number;
}

/** How program starts misbehave; see the README of the simulators. */
export interface Rule {
  program: string;
  command: string;
  target?: string;
  does: string;
  times?: number;
  ms?: number;
  bytes?: number;
}

interface Installed {
  user: string;
  securityDomain: string;
  encryptedPassword: string;
}

/** The simulated programs as they are installed on the host, and what only a test may see or set. */
export class Informatica {
  private readonly seed: string;

  private constructor(
    readonly home: string,
    readonly domain: string,
    readonly technical: Installed,
  ) {
    this.seed = readFileSync(this.state('domain.json'), 'utf8');
  }

  /** Installs them without delays. `password` is that of the technical user. */
  static install(home: string, domain: string, password: string): Informatica {
    const program = programFile('install-informatica');
    const args = ['--home', home, '--domain', domain, '--delay-scale', '0', '--password', password];
    const said = execFileSync(process.execPath, [program, ...args], { encoding: 'utf8' });
    return new Informatica(home, domain, JSON.parse(said) as Installed);
  }

  /** Everything as after the installation: call it when nothing runs. */
  reset(): void {
    this.replace('domain.json', this.seed);
    this.behave();
    this.delay(0);
    this.replace('ledger.jsonl', '');
  }

  /** From now on programs misbehave like this; without rules they behave. */
  behave(...rules: Rule[]): void {
    this.replace('scenario.json', JSON.stringify(rules));
  }

  /** Gives a connection's id to somebody else, who signed in under it: ids are used again. */
  reassign(connectionId: string, user: string): void {
    const domain = JSON.parse(readFileSync(this.state('domain.json'), 'utf8')) as { connections: { id: number }[] };
    const connections = domain.connections.map((one) => (String(one.id) === connectionId ? { ...one, user } : one));
    this.replace('domain.json', JSON.stringify({ ...domain, connections }));
  }

  /** How slow the programs are from now on. */
  delay(delayScale: number): void {
    this.replace('settings.json', JSON.stringify({ delayScale }));
  }

  get ledger(): LedgerEntry[] {
    const lines = readFileSync(this.state('ledger.jsonl'), 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as LedgerEntry);
  }

  /** How often a command got to a phase. */
  count(command: string, phase: LedgerEntry['phase'], target?: string): number {
    return this.ledger.filter(
      (entry) =>
        entry.command.toLowerCase() === command.toLowerCase() &&
        entry.phase === phase &&
        (target === undefined || entry.target === target),
    ).length;
  }

  /** The OS user who last changed the state. */
  get changedByUid(): number {
    return statSync(this.state('domain.json')).uid;
  }

  /** The row of the worker's credentials, with its header. */
  get credentials(): string {
    const { user, securityDomain, encryptedPassword } = this.technical;
    return `domain,user,security_domain,password\n${this.domain},${user},${securityDomain},${encryptedPassword}\n`;
  }

  private state(name: string): string {
    return join(this.home, 'state', name);
  }

  /** Whole, and for every OS user to replace: programs may be reading. */
  private replace(name: string, text: string): void {
    const draft = this.state(`${name}.test`);
    writeFileSync(draft, text);
    chmodSync(draft, 0o666);
    renameSync(draft, this.state(name));
  }
}
