import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Secret } from '#libs/platform';
import { makeCertificates } from '../../../../permission/src/ldap/testing/certificates.js';
import { aBatch, outcomeOf } from '../testing/batches.js';
import { type BrokerOptions, KafkaBroker } from '../testing/kafka-broker.js';
import { until } from '../testing/until.js';
import { KafkaSink, type KafkaSinkOptions } from './kafka-sink.js';

const TOPIC = 'etlaas-audit';
const CODES = { unknownTopic: 3, tooLarge: 10, notEnoughReplicas: 19, topicNotAllowed: 29 };

let brokers: KafkaBroker[];
let sinks: KafkaSink[];

/** Much of it, when it is read for the first time. */
beforeAll(() => import('@platformatic/kafka'), 30_000);
beforeEach(() => {
  brokers = [];
  sinks = [];
});
afterEach(async () => {
  await Promise.all(sinks.map((sink) => sink.close()));
  await Promise.all(brokers.map((broker) => broker.stop()));
});

async function aBroker(options: Partial<BrokerOptions> = {}): Promise<KafkaBroker> {
  const broker = await KafkaBroker.start({ topic: TOPIC, ...options });
  brokers.push(broker);
  return broker;
}

function aSink(broker: KafkaBroker, options: Partial<KafkaSinkOptions> = {}): KafkaSink {
  const sink = new KafkaSink({ brokers: [broker.address], topic: TOPIC, timeoutMs: 2_000, ...options });
  sinks.push(sink);
  return sink;
}

const linesOf = (broker: KafkaBroker, writer: string) =>
  broker.messages.filter(({ key }) => key === writer).map(({ value }) => `${value}\n`);

describe('Kafka', () => {
  it('gets a message for each record, those of a writer in one partition and in order', async () => {
    const broker = await aBroker();
    const sink = aSink(broker);
    const batches = [aBatch(1, 50, 'a'), aBatch(1, 20, 'b'), aBatch(51, 90, 'a')];
    for (const batch of batches) expect(await outcomeOf(sink.deliver(batch))).toBe('taken');
    expect(linesOf(broker, 'a').join('')).toBe(`${aBatch(1, 90, 'a').lines}`);
    expect(linesOf(broker, 'b').join('')).toBe(`${aBatch(1, 20, 'b').lines}`);
    for (const writer of ['a', 'b']) {
      const partitions = broker.messages.filter(({ key }) => key === writer).map(({ partition }) => partition);
      expect(new Set(partitions).size).toBe(1);
    }
  });

  it('is tried again where it took the batch and died before it said so', async () => {
    const broker = await aBroker();
    const sink = aSink(broker);
    broker.moods = ['cut'];
    expect(await outcomeOf(sink.deliver(aBatch(1, 5)))).toMatch(/^later: /);
    expect(await outcomeOf(sink.deliver(aBatch(1, 5)))).toBe('taken');
    expect(await outcomeOf(sink.deliver(aBatch(6, 9)))).toBe('taken');
    const once = [...new Set(linesOf(broker, 'api-1'))];
    expect(once.join('')).toBe(`${aBatch(1, 9).lines}`);
  });

  it.each([
    ['topicNotAllowed', 'refused: Kafka: TOPIC_AUTHORIZATION_FAILED'],
    ['unknownTopic', 'refused: Kafka: UNKNOWN_TOPIC_OR_PARTITION'],
    ['tooLarge', 'too-large: Kafka: the batch is too large'],
    ['notEnoughReplicas', 'later: no Kafka broker takes them'],
  ] as const)('says what %s means, and takes the batch once that is over', async (code, outcome) => {
    const broker = await aBroker();
    const sink = aSink(broker);
    broker.moods = [CODES[code]];
    expect(await outcomeOf(sink.deliver(aBatch(1, 3)))).toBe(outcome);
    expect(await outcomeOf(sink.deliver(aBatch(1, 3)))).toBe('taken');
  });

  it('has one producer, whoever delivers at the same time, and nobody is left connected', async () => {
    const broker = await aBroker();
    const sink = aSink(broker);
    const batches = ['a', 'b', 'c'].map((writer) => aBatch(1, 3, writer));
    const outcomes = await Promise.all(batches.map((batch) => outcomeOf(sink.deliver(batch))));
    expect(outcomes).toEqual(['taken', 'taken', 'taken']);
    await sink.close();
    await until('all to be gone', () => broker.visitors === 0);
  });

  it('is left also where the sink is closed while it connects, and asked for nothing after that', async () => {
    const broker = await aBroker();
    const sink = aSink(broker);
    const delivering = outcomeOf(sink.deliver(aBatch(1, 3)));
    await sink.close();
    await delivering;
    expect(await outcomeOf(sink.deliver(aBatch(4, 5)))).toBe('later: the sink is closed');
    await until('all to be gone', () => broker.visitors === 0);
  });

  it('that refuses the batch of one breaks off nothing of another', async () => {
    const broker = await aBroker();
    const sink = aSink(broker);
    await sink.deliver(aBatch(1, 2, 'a'));
    broker.moods = [CODES.topicNotAllowed, 'takes'];
    const outcomes = await Promise.all(['a', 'b'].map((writer) => outcomeOf(sink.deliver(aBatch(3, 4, writer)))));
    expect(outcomes).toEqual(['refused: Kafka: TOPIC_AUTHORIZATION_FAILED', 'taken']);
    expect(await outcomeOf(sink.deliver(aBatch(3, 4, 'a')))).toBe('taken');
  });

  it('is waited for where nobody is there', async () => {
    const broker = await aBroker();
    const sink = aSink(broker);
    await broker.stop();
    brokers = [];
    expect(await outcomeOf(sink.deliver(aBatch(1, 3)))).toBe('later: no Kafka broker takes them');
  });

  it('is signed in to, and a wrong password is refused and not told', async () => {
    const broker = await aBroker({ login: { username: 'etlaas', password: 'right' } });
    const sasl = (password: string) => ({
      mechanism: 'PLAIN' as const,
      username: 'etlaas',
      password: new Secret(password),
    });
    expect(await outcomeOf(aSink(broker, { sasl: sasl('right') }).deliver(aBatch(1, 3)))).toBe('taken');
    const refused = await outcomeOf(aSink(broker, { sasl: sasl('wrong') }).deliver(aBatch(4, 5)));
    expect(refused).toMatch(/^refused: Kafka/);
    expect(refused).not.toContain('wrong');
    expect(broker.messages).toHaveLength(3);
  });
});

describe('TLS to brokers', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kafka-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const made = (name: string) => {
    mkdirSync(join(folder, name));
    const { ca, certificateFile, keyFile } = makeCertificates(join(folder, name), '127.0.0.1');
    return { ca, cert: readFileSync(certificateFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  };

  it('trusts only its own authority, and shows our certificate', async () => {
    const { ca, cert, key } = made('ours');
    const broker = await aBroker({ tls: { cert, key, ca } });
    expect(await outcomeOf(aSink(broker, { tls: { current: { ca, cert, key } } }).deliver(aBatch(1, 3)))).toBe('taken');
    for (const tls of [{ current: { cert, key } }, { current: { ca } }, undefined]) {
      expect(await outcomeOf(aSink(broker, { tls }).deliver(aBatch(4, 5)))).toBe('later: no Kafka broker takes them');
    }
    expect(broker.messages).toHaveLength(3);
  });

  it('has the certificates of now where it connects, and goes on where it is connected', async () => {
    const [old, next] = [made('old'), made('next')];
    const broker = await aBroker({ tls: old });
    const tls = { current: old };
    const sink = aSink(broker, { tls });
    expect(await outcomeOf(sink.deliver(aBatch(1, 1)))).toBe('taken');
    tls.current = next;
    expect(await outcomeOf(sink.deliver(aBatch(2, 2)))).toBe('taken');
    tls.current = old;
    broker.renew(next);
    expect(await outcomeOf(sink.deliver(aBatch(3, 3)))).toBe('later: no Kafka broker takes them');
    expect(await outcomeOf(sink.deliver(aBatch(3, 3)))).toBe('later: no Kafka broker takes them');
    tls.current = next;
    expect(await outcomeOf(sink.deliver(aBatch(3, 3)))).toBe('taken');
  });
});
