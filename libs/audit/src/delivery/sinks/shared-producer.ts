import type { MessageToProduce, Producer } from '@platformatic/kafka';

type Message = MessageToProduce<Buffer, Buffer, Buffer, Buffer>;

/** Said of each batch: a producer that is made with it tries without end and never says that it fails. */
const SAFELY = { acks: -1, idempotent: true, repeatOnStaleMetadata: false };

/**
 * A producer that several lanes send by. After a failure its numbers are in doubt: it takes nothing more, and is closed once what the
 * others have under way is through.
 */
export class SharedProducer {
  private underWay = 0;
  private hasFailed = false;

  constructor(private readonly producer: Promise<Producer>) {}

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

  /** Also one that is only being made. */
  async close(): Promise<void> {
    this.hasFailed = true;
    await this.producer.then((producer) => producer.close()).catch(() => undefined);
  }
}
