import { same } from '../text.js';
import { readJson, stateFiles, writeJson } from './folder.js';
import { withLock } from './lock.js';

/** The ways in which a program can misbehave; README.md says what each does. */
type Misdeed =
  | 'hang'
  | 'ignore-term'
  | 'leave-child'
  | 'flood'
  | 'exit-0-with-error'
  | 'claims-only'
  | 'die-by-signal'
  | 'die-after-effect'
  | 'slow'
  | 'hold'
  | 'already-enabled'
  | 'gateway-down'
  | 'login-refused'
  | 'still-answers'
  | 'garbage';

/** One program start, as the ledger names it and scenario rules match it. */
export interface Call {
  program: string;
  command: string;
  target?: string;
}

/** A rule of scenario.json. Names match in any case; `.sh` may be left out. */
export interface Rule extends Call {
  does: Misdeed;
  /** How many program starts it still applies to; absent: all. */
  times?: number;
  /** Extra wait in milliseconds before anything else, not scaled. */
  ms?: number;
  /** Of `flood`. */
  bytes?: number;
}

const bare = (program: string) => program.replace(/\.sh$/i, '');

const matches = (rule: Rule, call: Call) =>
  rule.times !== 0 &&
  same(bare(rule.program), bare(call.program)) &&
  same(rule.command, call.command) &&
  (rule.target === undefined || same(rule.target, call.target ?? ''));

/** Whether a rule still holds this start back. */
export const isHeld = (home: string, call: Call): boolean =>
  ((readJson(stateFiles(home).scenario) ?? []) as Rule[]).some((rule) => rule.does === 'hold' && matches(rule, call));

/** The first rule that matches this start, counted down in the file; undefined: behave. */
export async function takeRule(home: string, call: Call): Promise<Rule | undefined> {
  const { scenario, locks } = stateFiles(home);
  const rules = () => (readJson(scenario) ?? []) as Rule[];
  if (!rules().some((rule) => matches(rule, call))) return undefined;
  return withLock(locks, () => {
    const current = rules();
    const rule = current.find((one) => matches(one, call));
    if (rule?.times !== undefined) {
      rule.times -= 1;
      writeJson(scenario, current);
    }
    return rule;
  });
}
