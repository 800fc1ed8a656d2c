/** An RFC 9457 problem object, as refusals of the API and as the `error` of a job. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  /** What is wrong and what to do next, for people. */
  detail: string;
  /** The machine-readable name of the failure: compare this and never a sentence. */
  code: string;
  /** Whether the same request may succeed later. */
  retryable: boolean;
  correlationId?: string;
  errors?: { detail: string; pointer?: string; parameter?: string }[];
  [extension: string]: unknown;
}

/** The part of a job that errors tell of. */
export interface FailedJob {
  id: string;
  status: string;
  error?: Partial<Problem>;
}

/** Every error that this package throws, but for wrong arguments (`TypeError`) and the reason of your own `AbortSignal`. */
export abstract class EtlaasError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
  }
}

/** The API answered, and not with what was asked for. `problem` says why. */
export class Refused extends EtlaasError {
  constructor(
    readonly problem: Problem,
    /** How many seconds the API wants to be left alone. */
    readonly retryAfterS?: number,
  ) {
    super(`The API answered ${problem.status}. ${sentenceOf(problem)}`);
  }

  get status(): number {
    return this.problem.status;
  }

  get code(): string {
    return this.problem.code;
  }
}

/** No answer came: the API or the OpenID provider is away, too slow, or no such host. A submit may have been accepted. */
export class Unreachable extends EtlaasError {
  constructor(
    /** Whom nobody reached: scheme, host and port. */
    readonly origin: string,
    /** Why, as far as it is known: `ECONNREFUSED`, `no answer within 30 s`. */
    readonly reason: string,
  ) {
    super(`${origin} does not answer: ${reason}.`);
  }
}

/** The OpenID provider gave no token. Never holds the secret. */
export class TokenRefused extends EtlaasError {}

/** The job has ended, and not as `succeeded`. */
export class JobNotSucceeded extends EtlaasError {
  constructor(readonly job: FailedJob) {
    super(`The job ended as ${job.status}. ${sentenceOf(job.error ?? {})}`.trimEnd());
  }
}

/** The time to wait is over and the job is not. It goes on. */
export class StillRunning extends EtlaasError {
  constructor(readonly jobId: string) {
    super(`Job ${jobId} has not ended yet. It goes on; read it again later.`);
  }
}

/** A problem in one line, for people: with what is wrong in it, and nothing twice. */
export function sentenceOf({ code, title = '', detail = '', errors = [] }: Partial<Problem>): string {
  const faults = errors.map(faultInWords).join('; ');
  const said = faults ? detail.replace(/[;:]? see errors\.?$/, '.') : detail;
  const isTold = title !== '' && said.startsWith(title);
  return [code && `${code}:`, title && !isTold && `${title}.`, said, faults && `${faults}.`].filter(Boolean).join(' ');
}

function faultInWords({ detail, parameter, pointer }: NonNullable<Problem['errors']>[number]): string {
  const name = parameter ?? pointer;
  return (name ? `${name}: ${detail}` : detail).replace(/\.$/, '');
}

/** The problem object of an answer that is none; what a proxy in between says is not taken for it. */
export function problemOf(status: number, body: string): Problem {
  const known = parse(body);
  return typeof known['code'] === 'string' && typeof known['detail'] === 'string'
    ? (known as unknown as Problem)
    : {
        type: 'about:blank',
        title: 'The answer is not of the API',
        status,
        detail: 'Something between you and the API answered. Is the address right?',
        code: `HTTP_${status}`,
        retryable: status >= 500,
      };
}

function parse(body: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
