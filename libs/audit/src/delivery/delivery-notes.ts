import type { AppLogger } from '#libs/platform';
import { type Batch, DeliveryFault, type Sink } from './batch.js';

/** How a try ended, as it is counted. */
export type DeliveryResult = 'taken' | 'later' | 'refused' | 'too-large';

/** What became of tries: counted, logged once a change, and kept for whoever asks how delivery stands. */
export class DeliveryNotes {
  private current: DeliveryFault | undefined;
  /** Told of each try. */
  onResult: (result: DeliveryResult) => void = () => undefined;

  constructor(
    private readonly sink: Sink,
    private readonly logger: AppLogger | undefined,
  ) {}

  /** Why the last try failed; undefined where it did not. */
  get fault(): DeliveryFault | undefined {
    return this.current;
  }

  taken({ writer, last }: Batch): void {
    this.onResult('taken');
    if (this.current)
      this.logger?.info({ sink: this.sink.kind, writer, seq: last }, 'audit records are delivered again');
    this.current = undefined;
  }

  /** What was said in these words is so no longer. */
  over(message: string): void {
    if (this.current?.message === message) this.current = undefined;
  }

  /** Answers what the failure means. */
  failed(error: unknown): DeliveryFault {
    const fault = error instanceof DeliveryFault ? error : new DeliveryFault('later', inWords(error));
    this.onResult(fault.verdict);
    if (fault.verdict !== 'too-large') this.tell(fault);
    return fault;
  }

  /** A lake that is down for an hour is one line, not hundreds. */
  private tell(fault: DeliveryFault): void {
    const isNew = this.current?.verdict !== fault.verdict || this.current.message !== fault.message;
    this.current = fault;
    if (!isNew) return;
    const facts = { sink: this.sink.kind, fault: fault.message };
    if (fault.verdict === 'refused') this.logger?.error(facts, 'the data lake refuses audit records: none is dropped');
    else this.logger?.warn(facts, 'audit records cannot be delivered now: they wait');
  }
}

/** Not the error's own words, which may name more than operators should read in a readiness answer. */
const inWords = (error: unknown): string => {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `the sink failed (${code})` : 'the sink failed';
};
