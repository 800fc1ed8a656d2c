import { appendFileSync } from 'node:fs';
import { stateFiles } from './folder.js';

/** One line of the ledger: what the host did, whatever the programs printed. */
export interface LedgerEntry {
  /** ISO 8601. */
  at: string;
  pid: number;
  program: string;
  command: string;
  target?: string;
  phase: 'start' | 'effect' | 'end';
  exitCode?: number;
}

/** Appends one line in one write, so that lines of several processes do not mix. */
export function appendToLedger(home: string, entry: LedgerEntry): void {
  appendFileSync(stateFiles(home).ledger, `${JSON.stringify(entry)}\n`);
}
