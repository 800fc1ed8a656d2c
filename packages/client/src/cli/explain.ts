import { type Problem, Refused, StillRunning, TokenRefused, Unreachable } from '../index.js';
import { UsageFault } from './arguments.js';
import { EXIT } from './exit-codes.js';
import { LeftAlone, Unanswered } from './operate.js';

/** What is said of a failure: what it is, what to do next, and how the command ends. */
export interface Verdict {
  exitCode: number;
  text: string;
  next: readonly string[];
  /** The API's own words, for `--json`. */
  problem?: Problem;
}

/** Ctrl-C, or another signal that ends the command. */
export class Interrupted extends Error {}

const ADVICE_ON_RIGHTS = [
  'What you may do: etlaas permissions',
  'Why you may not: etlaas permissions --domain <domain> --environment <environment> --operation <operation>',
];
const WHILE_AWAY = [429, 502, 503, 504];

/** A failure for people and schedulers. Says nothing that is not of the API, the provider or our own words. */
export function explain(error: unknown): Verdict {
  if (error instanceof LeftAlone) return leftAlone(error);
  if (error instanceof Unanswered) return unanswered(error);
  if (error instanceof Refused) return refused(error);
  if (error instanceof Unreachable) return unreachable(error);
  if (error instanceof TokenRefused) return tokenRefused(error);
  if (error instanceof UsageFault) return { exitCode: EXIT.refused, text: error.message, next: [] };
  if (error instanceof Interrupted) return { exitCode: EXIT.interrupted, text: 'Stopped.', next: [] };
  return { exitCode: EXIT.internal, text: `This should not have happened: ${(error as Error).message}`, next: [] };
}

function leftAlone({ jobId, cause }: LeftAlone): Verdict {
  const known = explain(cause);
  const goesOn = [`It goes on. Follow it: etlaas jobs watch ${jobId}`, `Take it back: etlaas jobs cancel ${jobId}`];
  if (cause instanceof StillRunning) {
    return { exitCode: EXIT.stillRunning, text: `Job ${jobId} has not ended in the time of --timeout.`, next: goesOn };
  }
  if (cause instanceof Interrupted) return { ...known, text: `Stopped waiting for job ${jobId}.`, next: goesOn };
  return known.exitCode === EXIT.unreachable ? { ...known, next: [...known.next, ...goesOn] } : known;
}

function unanswered({ idempotencyKey, cause }: Unanswered): Verdict {
  const repeat = `It may have been accepted all the same. Repeat it with --idempotency-key ${idempotencyKey}: so it is done once.`;
  const known = explain(cause);
  return { ...known, next: [...known.next, repeat] };
}

function refused({ problem, message }: Refused): Verdict {
  const trace = problem.correlationId ? [`correlation id: ${problem.correlationId}`] : [];
  return { exitCode: codeOf(problem), text: message, next: [...adviceOn(problem), ...trace], problem };
}

function codeOf({ status, code }: Problem): number {
  if (code === 'TARGET_BUSY') return EXIT.busy;
  return WHILE_AWAY.includes(status) ? EXIT.unreachable : EXIT.refused;
}

function adviceOn({ status, code, ...problem }: Problem): string[] {
  if (code === 'TARGET_BUSY') {
    const [, holder] = /^\/v1\/jobs\/([\w-]+)$/.exec(String(problem['holder'])) ?? [];
    return ['Wait in line: --on-conflict queue', ...(holder ? [`Watch who has it: etlaas jobs watch ${holder}`] : [])];
  }
  if (problem.errors?.some(({ parameter }) => parameter === 'reason')) return ['Say why: --reason <text>'];
  if (status === 401) return ['Is ETLAAS_TOKEN still valid, and of the provider that the API trusts?'];
  if (status === 403 && code !== 'SCOPE_MISSING') return ADVICE_ON_RIGHTS;
  return [];
}

function unreachable({ message, reason }: Unreachable): Verdict {
  const isTrust = /CERT|SELF_SIGNED|ISSUER/.test(reason);
  const next = isTrust
    ? 'Its certificate is not trusted. NODE_EXTRA_CA_CERTS names a file with the CA of your house.'
    : 'Is ETLAAS_URL (and ETLAAS_ISSUER) right, and is the way there open?';
  return { exitCode: EXIT.unreachable, text: message, next: [next] };
}

const tokenRefused = ({ message }: TokenRefused): Verdict => ({
  exitCode: EXIT.refused,
  text: message,
  next: ['Are ETLAAS_ISSUER, ETLAAS_CLIENT_ID and ETLAAS_CLIENT_SECRET those of one client?'],
});
