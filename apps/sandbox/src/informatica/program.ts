import type { Host } from './host.js';
import type { Call } from './state/scenario.js';
import type { Output } from './text.js';

export type Env = Readonly<Record<string, string | undefined>>;

/** What one program start is going to do: known before the host is touched, so that rules and the ledger can name it. */
export interface Plan extends Omit<Call, 'program'> {
  /** The start-up time of the program, before scaling. */
  delayMs: number;
  run(host: Host): Promise<Output>;
}

/** A simulated program: `plan` reads the arguments, `home` is the INFA_HOME it is installed in. */
export interface Program {
  name: string;
  plan(argv: readonly string[], env: Env, home: string): Plan;
}
