import type { MessageToProduce, Producer } from '@platformatic/kafka';
import { inTime } from '#libs/platform';

type Message = MessageToProduce<Buffer, Buffer, Buffer, Buffer>;

/** Said of each batch: a producer that is made with it tries without end and never says that it fails. */
const SAFELY = { acks: -1, idempotent: true, repeatOnStaleMetadata: false };

/** A process that ends has 3 s for its last records. */
const CLOSE_WITHIN_MS = 2_000;

/**
 * A producer that several lanes send by. After a failure its numbers are in doubt: it takes nothing more, and is closed once what the
 * others have under way is through.
 */
export class SharedProducer {
  private underWay = 0;
  private hasFailed = false;

  constructor(
    private readonly producer: Promise<Producer>,
    private readonly closeWithinMs = CLOSE_WITHIN_MS,
  ) {}

  /** Whether another one is to be made. */
  get isOver(): boolean {
    return this.hasFailed;
  }

  /** Resolves when all in-sync replicas have the messages. */
  async send(messages: Message[]): Promise<void> {
    this.underWay += 1;
    try {
      await (await this.producer).send({ messages, ...SAFELY });
    } catch (error) {
      this.hasFailed = true;
      throw error;
    } finally {
      this.underWay -= 1;
      if (this.hasFailed && this.underWay === 0) await this.close();
    }
  }

  /** Also one that is only being made. What hangs then is left to its own end. */
  async close(): Promise<void> {
    this.hasFailed = true;
    const closing = this.producer.then((producer) => producer.close());
    await inTime(this.closeWithinMs, 'closing the producer', closing).catch(() => undefined);
  }
}
