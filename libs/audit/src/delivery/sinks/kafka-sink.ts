import type { Producer } from '@platformatic/kafka';
import { type LiveCertificates, liveOptions, type Secret } from '#libs/platform';
import { type Batch, DeliveryFault, linesOf, type Sink } from '../batch.js';
import { SharedProducer } from './shared-producer.js';

/** Which cluster and topic, and how the brokers know us. */
export interface KafkaSinkOptions {
  brokers: readonly string[];
  topic: string;
  /** Undefined is plain text. */
  tls?: LiveCertificates | undefined;
  sasl?: { mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'; username: string; password: Secret } | undefined;
  timeoutMs?: number;
}

/** Whatever the certificates are. */
const TLS_ALWAYS = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;

/**
 * Produces each record as a message whose key is the writer: all of a writer are in one partition, in order. Idempotent, and taken
 * only when all in-sync replicas have it.
 *
 * After a failure the producer is made anew, since the numbers of the old one are in doubt: a batch may then be there twice.
 */
export class KafkaSink implements Sink {
  readonly kind = 'kafka';
  private producer: SharedProducer | undefined;
  private isClosed = false;

  constructor(private readonly options: KafkaSinkOptions) {}

  async deliver(batch: Batch): Promise<void> {
    const { topic } = this.options;
    const key = Buffer.from(batch.writer);
    const messages = [...linesOf(batch.lines)].map((value) => ({ topic, key, value }));
    await this.usable()
      .send(messages)
      .catch((error) => {
        throw inWords(error);
      });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.producer?.close();
  }

  /** One for all who deliver at a time, also while it is being made: another would be closed by nobody. */
  private usable(): SharedProducer {
    if (this.isClosed) throw new DeliveryFault('later', 'the sink is closed');
    if (!this.producer || this.producer.isOver) this.producer = new SharedProducer(this.connect());
    return this.producer;
  }

  /** The client is loaded only where it is used: it is larger than all the rest of the audit. */
  private async connect(): Promise<Producer> {
    const { Producer } = await import('@platformatic/kafka');
    const { brokers, tls, sasl, timeoutMs = 15_000 } = this.options;
    return new Producer({
      clientId: 'etlaas-audit',
      bootstrapBrokers: [...brokers],
      autocreateTopics: false,
      // Delivery itself tries again, and knows when.
      retries: 0,
      timeout: timeoutMs,
      connectTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      ...(tls && { tls: liveOptions(tls, TLS_ALWAYS), tlsServerName: true }),
      ...(sasl && { sasl: { ...sasl, password: sasl.password.reveal() } }),
    });
  }
}

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
function inWords(error: unknown): DeliveryFault {
  const said = new Set(namesIn(error));
  if (TOO_LARGE.some((name) => said.has(name))) return new DeliveryFault('too-large', 'Kafka: the batch is too large');
  const refusal = REFUSED.find((name) => said.has(name));
  if (refusal) return new DeliveryFault('refused', `Kafka: ${refusal}`);
  if (said.has('PLT_KFK_AUTHENTICATION')) return new DeliveryFault('refused', 'Kafka does not let us in');
  return new DeliveryFault('later', 'no Kafka broker takes them');
}

/** All names of faults in an error, whatever it is wrapped in. */
function* namesIn(error: unknown): Generator<string> {
  const { apiId, code, cause, errors } = (error ?? {}) as Record<string, unknown>;
  for (const name of [apiId, code]) if (typeof name === 'string') yield name;
  for (const inner of [cause, ...(Array.isArray(errors) ? errors : [])]) if (inner) yield* namesIn(inner);
}
