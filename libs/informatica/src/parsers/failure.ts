import { AppError, type ErrorCode } from '#libs/platform';
import type { CommandOutcome } from '../command.js';
import { allText, printable } from './output.js';

/** What a failure text of infacmd or pmrep means to us. */
export type FailureReason = 'already-enabled' | 'login-refused' | 'domain-unreachable' | 'other';

const REASONS: Record<FailureReason, { code: ErrorCode; sentence?: string }> = {
  'already-enabled': { code: 'COMMAND_FAILED' },
  'login-refused': {
    code: 'INFORMATICA_LOGIN_REFUSED',
    sentence:
      'Informatica refused the technical user of this domain. Its password or rights must be mended by the operators',
  },
  'domain-unreachable': {
    code: 'DOMAIN_UNREACHABLE',
    sentence: 'The gateway of the Informatica domain does not answer. Try again later',
  },
  other: { code: 'COMMAND_FAILED' },
};

/** Codes seen in the field (informatica-cli §2.4). `DTF_0020` is left out: it only wraps the code that says why. */
const KNOWN_CODES: readonly [RegExp, FailureReason][] = [
  [/^DOM_(10071|10139)$/, 'already-enabled'],
  [/^(UM_(10205|10007|10034|10037)|AUTHEN_1000[03])$/, 'login-refused'],
  [/^PCSF_46\d{3}$/, 'domain-unreachable'],
];

/** Words to go by where no known code is printed. Narrow, because object names stand in these texts too. */
const KNOWN_WORDS: readonly [RegExp, FailureReason][] = [
  [/failed because it is already enabled/i, 'already-enabled'],
  [/failed to authenticate|authentication failed/i, 'login-refused'],
  [
    /no gateway is available|(cannot|could not|unable to|failed to) connect to (the )?(domain|gateway)/i,
    'domain-unreachable',
  ],
];

const ANY_CODE = /\b[A-Z]{2,12}_\d{3,5}\b/g;
const INFACMD_FAILURE = /\[ICMD_10033\] Command \[[^\]]{1,100}\] failed with error \[([\s\S]*)\]/;

/** What a failure text means. The innermost known code wins: texts nest, and the inside is the cause. */
export function classifyFailure(text: string): FailureReason {
  const codes = (text.match(ANY_CODE) ?? []).reverse();
  for (const code of codes) {
    const known = KNOWN_CODES.find(([pattern]) => pattern.test(code));
    if (known) return known[1];
  }
  return KNOWN_WORDS.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';
}

/** The error for a command that ran and failed. Quotes at most 300 printable characters of what it printed. */
export function commandFailure(what: string, outcome: CommandOutcome): AppError {
  const fault = programFault(what, outcome);
  if (fault) return fault;
  const text = essenceOf(allText(outcome));
  const reason = classifyFailure(text);
  const { code, sentence } = REASONS[reason];
  const said = `${what} failed (exit code ${outcome.exitCode}): ${printable(text) || 'it printed nothing'}`;
  const details = { command: what, exitCode: outcome.exitCode, reason, informaticaCode: text.match(ANY_CODE)?.at(-1) };
  return new AppError(code, sentence ? `${sentence}.` : said, { details, cause: said });
}

/** The part that tells why: infacmd's inner message, or what pmrep prints between its time stamps. */
function essenceOf(text: string): string {
  const inner = INFACMD_FAILURE.exec(text)?.[1];
  if (inner !== undefined) return inner;
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.startsWith('Invoked at ')) + 1;
  const to = lines.findIndex((line) => line.startsWith('Completed at '));
  const body = lines.slice(from, to < from ? undefined : to).join('\n');
  return body.trim() === '' ? text : body;
}

/** The signal that ended a program, by the rules of shells; 255 is infacmd's own way of failing. */
const signalOf = ({ exitCode }: CommandOutcome): number | undefined =>
  exitCode > 128 && exitCode <= 192 ? exitCode - 128 : undefined;

/** Whether a program was ended, or its output cut, before we could know what it did. */
export const wasCut = (outcome: CommandOutcome): boolean =>
  outcome.timedOut || outcome.truncated || signalOf(outcome) !== undefined;

/** The error for a program that did not run as a program should, whatever it printed; undefined where it did. */
export function programFault(what: string, outcome: CommandOutcome): AppError | undefined {
  const details = { command: what, exitCode: outcome.exitCode };
  const fault = (code: ErrorCode, why: string) => new AppError(code, `${what} ${why}.`, { details });
  if (outcome.timedOut) return fault('COMMAND_TIMED_OUT', 'did not end within its time limit');
  // 125 is the word of `timeout` itself, 126 and 127 are the shell's.
  if (outcome.exitCode >= 125 && outcome.exitCode <= 127) {
    return fault('HOST_SCRIPT_FAILED', `could not be started on the host (exit code ${outcome.exitCode})`);
  }
  const signal = signalOf(outcome);
  if (signal !== undefined) return fault('HOST_SCRIPT_FAILED', `was ended on the host by signal ${signal}`);
  if (outcome.truncated) return fault('OUTPUT_TOO_LARGE', 'printed more than can be kept');
  return undefined;
}
