/** Records of one chain, in order. Its borders and bytes are the same at each try, also by the next process. */
export interface Batch {
  writer: string;
  chain: string;
  /** Numbers of its first and last record in the chain. */
  first: number;
  last: number;
  /** Whole lines as they were written, each with its end. */
  lines: Buffer;
}

/** A place in the data lake. */
export interface Sink {
  readonly kind: string;
  /**
   * Resolves when the data lake has the batch for good; it may have had it before. Rejects with a `DeliveryFault` where it is known
   * what that means; whatever else is thrown means that it is not known, and the batch is delivered again.
   */
  deliver(batch: Batch, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** `later`: nobody is there to take it. `refused`: somebody is, and will not. `too-large`: a smaller one might be taken. */
export type Verdict = 'later' | 'refused' | 'too-large';

/** Why a batch was not taken, in words that operators may read. */
export class DeliveryFault extends Error {
  constructor(
    readonly verdict: Verdict,
    message: string,
    /** How long the data lake wants to be left alone. */
    readonly retryAfterMs = 0,
  ) {
    super(message);
  }
}

/** A fault of the disk or directory of our own, which must not pass for one of the data lake. */
export const diskFault = (what: string, error: unknown): DeliveryFault =>
  error instanceof DeliveryFault ? error : new DeliveryFault('later', `${what}${codeIn(error)}`);

/** As its words may name more than operators should read in a readiness answer, only its code. */
const codeIn = (error: unknown): string => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? ` (${code})` : '';
};

/** What a sink threw, whatever that was. */
export const sinkFault = (error: unknown): DeliveryFault =>
  error instanceof DeliveryFault ? error : new DeliveryFault('later', `the sink failed${codeIn(error)}`);

/** A chain is not as delivery left it: nothing more of it is delivered until somebody has looked. */
export class DamagedChain extends DeliveryFault {
  constructor(message: string) {
    super('refused', message);
  }
}

const padded = (seq: number): string => String(seq).padStart(12, '0');

/** The name of a batch that sorts as its records do, for files. */
export const batchFile = ({ writer, chain, first, last }: Batch): string =>
  `${writer}~${chain}~${padded(first)}-${padded(last)}.jsonl`;

/** What a receiver knows a batch by that it has had before. */
export const batchKey = ({ writer, chain, first, last }: Batch): string => `${writer}~${chain}~${first}-${last}`;

const LINE_END = 0x0a;

/** The lines of a buffer, without their ends. What stands behind the last end is no line. */
export function* linesOf(lines: Buffer): Generator<Buffer> {
  for (let start = 0; ; ) {
    const end = lines.indexOf(LINE_END, start);
    if (end < 0) return;
    yield lines.subarray(start, end);
    start = end + 1;
  }
}
