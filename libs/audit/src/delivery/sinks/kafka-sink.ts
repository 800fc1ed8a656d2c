import type { GenericError, Producer } from '@platformatic/kafka';
import type { Secret } from '#libs/platform';
import { type Batch, DeliveryFault, linesOf, type Sink } from '../batch.js';

/** Which cluster and topic, and how the brokers know us. */
export interface KafkaSinkOptions {
  brokers: readonly string[];
  topic: string;
  /** Undefined is plain text. */
  tls?: { ca?: string | undefined; cert?: string | undefined; key?: string | undefined } | undefined;
  sasl?: { mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'; username: string; password: Secret } | undefined;
  timeoutMs?: number;
}

/** No broker took it in time, or none was there. */
const NOBODY = 'no Kafka broker answers';

/**
 * Produces each record as a message whose key is the writer: all of a writer are in one partition, in order. Idempotent, and taken
 * only when all in-sync replicas have it.
 *
 * After a failure the producer is made anew, since the numbers of the old one are in doubt: a batch may then be there twice.
 */
export class KafkaSink implements Sink {
  readonly kind = 'kafka';
  private producer: Producer | undefined;

  constructor(private readonly options: KafkaSinkOptions) {}

  async deliver(batch: Batch): Promise<void> {
    const { topic } = this.options;
    const key = Buffer.from(batch.writer);
    const messages = [...linesOf(batch.lines)].map((value) => ({ topic, key, value }));
    this.producer ??= await this.connect();
    try {
      await this.producer.send({ messages });
    } catch (error) {
      await this.close();
      throw inWords(error);
    }
  }

  async close(): Promise<void> {
    const { producer } = this;
    this.producer = undefined;
    await producer?.close().catch(() => undefined);
  }

  /** The client is loaded only where it is used: it is larger than all the rest of the audit. */
  private async connect(): Promise<Producer> {
    const { Producer } = await import('@platformatic/kafka');
    const { brokers, tls, sasl, timeoutMs = 15_000 } = this.options;
    return new Producer({
      clientId: 'etlaas-audit',
      bootstrapBrokers: [...brokers],
      acks: ALL_IN_SYNC,
      idempotent: true,
      autocreateTopics: false,
      // Delivery itself tries again, and knows when.
      retries: 1,
      retryDelay: 100,
      timeout: timeoutMs,
      connectTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      ...(tls && { tls: { ...tls, rejectUnauthorized: true, minVersion: 'TLSv1.2' }, tlsServerName: true }),
      ...(sasl && { sasl: { ...sasl, password: sasl.password.reveal() } }),
    });
  }
}

const ALL_IN_SYNC = -1;

const TOO_LARGE = ['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE'];
const REFUSED = [
  'TOPIC_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'INVALID_TOPIC_EXCEPTION',
  'SASL_AUTHENTICATION_FAILED',
  'UNSUPPORTED_SASL_MECHANISM',
  'POLICY_VIOLATION',
  'INVALID_RECORD',
];

/** The words of the protocol, not those of a broker. */
function inWords(error: unknown): Error {
  if (error instanceof DeliveryFault) return error;
  const known = error as Partial<GenericError>;
  const is = (id: string) => known.findBy?.('apiId', id) != null;
  if (TOO_LARGE.some(is)) return new DeliveryFault('too-large', 'Kafka: the batch is too large');
  const refusal = REFUSED.find(is);
  if (refusal) return new DeliveryFault('refused', `Kafka: ${refusal}`);
  if (known.findBy?.('code', 'PLT_KFK_AUTHENTICATION')) return new DeliveryFault('refused', 'Kafka does not let us in');
  return new DeliveryFault('later', NOBODY);
}
