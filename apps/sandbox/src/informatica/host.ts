import { setTimeout as sleep } from 'node:timers/promises';
import { isReturnDue, signInReturned } from './state/connections.js';
import type { Domain } from './state/domain.js';
import { readJson, stateFiles, writeJson } from './state/folder.js';
import { appendToLedger, type LedgerEntry } from './state/ledger.js';
import { withLock } from './state/lock.js';
import { type Call, type Rule, takeRule } from './state/scenario.js';
import { readSettings, type Settings } from './state/settings.js';

/** Time and death as a program sees them; specs bring their own. */
export interface Machine {
  now(): number;
  sleep(ms: number): Promise<unknown>;
  /** Ends this process as `kill -9` does. */
  die(): void;
}

/** The machine that the programs really run on. */
export const realMachine: Machine = { now: Date.now, sleep, die: () => process.kill(process.pid, 'SIGKILL') };

/** Names what a change did to the outside; each name becomes an `effect` line of the ledger. */
export type Effect = (target: string) => void;

/** The simulated host, as one program start sees it. */
export interface Host {
  readonly settings: Settings;
  readonly rule: Rule | undefined;
  now(): number;
  /** Waits `ms` times the delay scale. */
  wait(ms: number): Promise<void>;
  read(): Promise<Domain>;
  /** Edits the domain alone among all processes, writes it, then records the effects. */
  change<T>(edit: (domain: Domain, effect: Effect) => T): Promise<T>;
  record(phase: LedgerEntry['phase'], exitCode?: number): void;
  die(): void;
}

/** Opens the host for one program start: reads its settings and takes the scenario's rule for this call. */
export async function openHost(home: string, call: Call, machine: Machine = realMachine): Promise<Host> {
  const rule = await takeRule(home, call);
  const settings = readSettings(home);
  const record: Recorder = (phase, exitCode, target = call.target) =>
    appendToLedger(home, {
      at: new Date(machine.now()).toISOString(),
      pid: process.pid,
      ...call,
      target,
      phase,
      exitCode,
    });
  const change = changer(home, rule, machine, record);
  return {
    settings,
    rule,
    now: () => machine.now(),
    wait: async (ms) => void (settings.delayScale > 0 && (await machine.sleep(ms * settings.delayScale))),
    record: (phase, exitCode) => record(phase, exitCode),
    die: () => machine.die(),
    read: async () => {
      const domain = loadDomain(home);
      return isReturnDue(domain, machine.now()) ? change((current) => current) : domain;
    },
    change,
  };
}

type Recorder = (phase: LedgerEntry['phase'], exitCode?: number, target?: string) => void;

const loadDomain = (home: string) => readJson(stateFiles(home).domain) as Domain;

function changer(home: string, rule: Rule | undefined, machine: Machine, record: Recorder): Host['change'] {
  const { domain: file, locks } = stateFiles(home);
  const does = rule?.does;
  return async (edit) => {
    const effects: string[] = [];
    const answer = await withLock(locks, () => {
      const domain = loadDomain(home);
      signInReturned(domain, machine.now());
      const edited = edit(domain, (target) => effects.push(target));
      if (does === 'claims-only' || (does === 'die-by-signal' && effects.length > 0)) return edited;
      writeJson(file, domain);
      for (const target of effects) record('effect', undefined, target);
      return edited;
    });
    // Out of the lock: where nobody collects dead processes, a dead holder looks alive for a while.
    if (effects.length > 0 && (does === 'die-by-signal' || does === 'die-after-effect')) machine.die();
    return answer;
  };
}
