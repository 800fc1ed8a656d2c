import type { AppLogger } from '#libs/platform';
import { type Batch, type DeliveryFault, diskFault, type Sink } from './batch.js';

/** How a try ended, as it is counted. */
export type DeliveryResult = 'taken' | 'later' | 'refused' | 'too-large';

/** Whom a fault concerns: the records of a writer, its damaged chains, or all that the dead left. */
export type Lane = { writer: string; isDamage?: boolean } | 'the dead';

/**
 * What became of tries: counted, logged once a change, and kept for whoever asks how delivery stands. Each lane has a fault of its own:
 * that one goes well again says nothing of another.
 */
export class DeliveryNotes {
  private readonly faults = new Map<string, DeliveryFault>();
  /** Told of each try. */
  onResult: (result: DeliveryResult) => void = () => undefined;

  constructor(
    private readonly sink: Sink,
    private readonly logger: AppLogger | undefined,
  ) {}

  /** Why the last try of a lane failed: first of one that waits for somebody; undefined where none did. */
  get fault(): DeliveryFault | undefined {
    const faults = [...this.faults.values()];
    return faults.find(({ verdict }) => verdict === 'refused') ?? faults[0];
  }

  taken({ writer, last }: Batch): void {
    this.onResult('taken');
    if (this.over({ writer }))
      this.logger?.info({ sink: this.sink.kind, writer, seq: last }, 'audit records are delivered again');
  }

  /** A lane has no fault any more; answers whether it had one, in these words where they matter. */
  over(lane: Lane, message?: string): boolean {
    const name = nameOf(lane);
    if (message !== undefined && this.faults.get(name)?.message !== message) return false;
    return this.faults.delete(name);
  }

  /** Answers what the failure means. */
  failed(lane: Lane, error: unknown): DeliveryFault {
    const fault = diskFault('audit files cannot be read or written', error);
    this.onResult(fault.verdict);
    if (fault.verdict !== 'too-large') this.tell(lane, fault);
    return fault;
  }

  /** Chains of a writer that are not delivered any further, while its others are. */
  damaged(writer: string, [damage]: readonly DeliveryFault[]): void {
    const lane = { writer, isDamage: true };
    if (damage) this.failed(lane, damage);
    else this.over(lane);
  }

  /** A lake that is down for an hour is one line, not hundreds. */
  private tell(lane: Lane, fault: DeliveryFault): void {
    const known = this.faults.get(nameOf(lane));
    this.faults.set(nameOf(lane), fault);
    if (known?.verdict === fault.verdict && known.message === fault.message) return;
    const writer = lane === 'the dead' ? undefined : lane.writer;
    const facts = { sink: this.sink.kind, writer, fault: fault.message };
    if (fault.verdict === 'refused') this.logger?.error(facts, 'audit records are refused: none is dropped');
    else this.logger?.warn(facts, 'audit records cannot be delivered now: they wait');
  }
}

const nameOf = (lane: Lane): string => (lane === 'the dead' ? '' : `${lane.writer}${lane.isDamage ? '~damage' : ''}`);
