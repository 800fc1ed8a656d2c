import { createContext, Script } from 'node:vm';
import type { Operation } from '#libs/informatica';
import type { Environment } from '#libs/permission';
import { AppError } from '#libs/platform';

/** A pattern with repetitions inside repetitions may look at a text that almost fits for ever. */
const MATCH_WITHIN_MS = 50;

/** What is asked of reasons. */
interface ReasonRules {
  /** What a whole reason must look like. */
  pattern?: RegExp | undefined;
  /** Where a change needs one. */
  requiredIn: readonly Environment[];
}

/** Knows which changes need a reason, and what it must look like. */
export class ChangeReasons {
  private readonly match = new Script('pattern.test(reason)');

  constructor(private readonly rules: ReasonRules) {}

  /** Throws `VALIDATION_FAILED` where a reason is missing, or is not of the form that is set. Reads need none. */
  assert({ kind }: Pick<Operation, 'kind'>, environment: Environment, reason: string | undefined): void {
    if (kind === 'read') return;
    const { pattern, requiredIn } = this.rules;
    if (reason === undefined && requiredIn.includes(environment)) {
      throw refusal(`is required for changes in ${environment}: ${this.form}, as query parameter of the /v1 routes`);
    }
    if (reason !== undefined && pattern && !this.fits(pattern, reason)) throw refusal(`must be ${this.form}`);
  }

  private get form(): string {
    const { pattern } = this.rules;
    return pattern ? `text that matches ${pattern.source} as a whole` : 'a text such as the number of a change ticket';
  }

  /** What takes too long does not fit: no reason may hold up everybody else. */
  private fits({ source }: RegExp, reason: string): boolean {
    const context = createContext({ pattern: new RegExp(`^(?:${source})$`), reason });
    try {
      return this.match.runInContext(context, { timeout: MATCH_WITHIN_MS }) === true;
    } catch {
      return false;
    }
  }
}

const refusal = (detail: string): AppError =>
  new AppError('VALIDATION_FAILED', `The reason ${detail}.`, { errors: [{ parameter: 'reason', detail }] });
