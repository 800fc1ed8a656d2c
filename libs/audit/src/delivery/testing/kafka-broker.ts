import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type SecureContextOptions, type Server as TlsServer } from 'node:tls';
import { compactArray, compactString, int8, int16, int32, int64, NO_TAGS, WireReader } from './kafka-wire.js';
import { type Message, messagesIn, type Produced } from './record-batch.js';

/** What the broker does with what is produced: an error code, or `cut`: takes it and dies before it answers. */
export type BrokerMood = number | 'cut' | 'takes';

/** How a broker of the tests differs from the usual one. */
export interface BrokerOptions {
  topic: string;
  partitions?: number;
  tls?: { cert: string; key: string; ca?: string } | undefined;
  /** Who may come in, by SASL PLAIN. */
  login?: { username: string; password: string } | undefined;
}

const APIS: readonly [key: number, version: number][] = [
  [0, 9],
  [3, 12],
  [17, 1],
  [18, 3],
  [22, 4],
  [36, 2],
];
const SASL_HANDSHAKE = 17;
const SASL_AUTHENTICATE = 36;
const API_VERSIONS = 18;
const OUT_OF_ORDER = 45;
const NOT_AUTHENTICATED = 58;
const UNKNOWN_TOPIC = 3;

/**
 * One emulated Kafka broker: as much of the protocol as an idempotent producer needs, written from the specification. It checks the
 * checksum of each batch, and keeps the numbers of each producer as a real one does: a repeat is taken once, a gap is refused.
 */
export class KafkaBroker {
  readonly messages: Message[] = [];
  /** How often a batch came whose numbers it knew. */
  repeats = 0;
  moods: BrokerMood[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly nextNumbers = new Map<string, number>();
  private producers = 0n;

  private constructor(
    private readonly server: Server,
    private readonly options: BrokerOptions,
  ) {
    server.on(options.tls ? 'secureConnection' : 'connection', (socket: Socket) => this.serve(socket));
  }

  static async start(options: BrokerOptions): Promise<KafkaBroker> {
    const { tls } = options;
    const server = tls ? createTlsServer({ ...tls, requestCert: tls.ca !== undefined }) : createServer();
    const broker = new KafkaBroker(server, options);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return broker;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** How many connections are open. */
  get visitors(): number {
    return this.sockets.size;
  }

  /** It shows, and trusts, something else from now on; whoever is connected is cut off. */
  renew(tls: SecureContextOptions): void {
    (this.server as TlsServer).setSecureContext(tls);
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    let isIn = this.options.login === undefined;
    let pending = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 4 && pending.length >= 4 + pending.readInt32BE(0)) {
        const end = 4 + pending.readInt32BE(0);
        const request = new Request(pending.subarray(4, end));
        pending = pending.subarray(end);
        if (request.api === SASL_AUTHENTICATE) isIn = this.mayComeIn(request.body);
        const isOpen = [API_VERSIONS, SASL_HANDSHAKE].includes(request.api);
        if (!isIn && !isOpen && request.api !== SASL_AUTHENTICATE) return socket.destroy();
        const body = this.answer(request, isIn);
        if (body === 'cut') return socket.destroy();
        const message = Buffer.concat([request.answerHeader, body]);
        socket.write(Buffer.concat([int32(message.length), message]));
      }
    });
  }

  private answer({ api, body }: Request, isIn: boolean): Buffer | 'cut' {
    switch (api) {
      case API_VERSIONS: {
        const known = APIS.map(([key, version]) =>
          Buffer.concat([int16(key), int16(version), int16(version), NO_TAGS]),
        );
        return Buffer.concat([int16(0), compactArray(known), int32(0), NO_TAGS]);
      }
      case SASL_HANDSHAKE:
        return Buffer.concat([int16(0), int32(1), int16(5), Buffer.from('PLAIN')]);
      case SASL_AUTHENTICATE:
        return Buffer.concat([
          int16(isIn ? 0 : NOT_AUTHENTICATED),
          compactString(undefined),
          int8(1),
          int64(0n),
          NO_TAGS,
        ]);
      case 3:
        return this.metadata();
      case 22:
        return Buffer.concat([int32(0), int16(0), int64(++this.producers), int16(0), NO_TAGS]);
      case 0:
        return this.produce(body);
      default:
        throw new Error(`no broker of the tests knows API ${api}`);
    }
  }

  private mayComeIn(body: WireReader): boolean {
    const { username, password } = this.options.login ?? {};
    return body.compactString() === `\0${username}\0${password}`;
  }

  private metadata(): Buffer {
    const { topic, partitions = 3 } = this.options;
    const broker = Buffer.concat([int32(1), compactString('127.0.0.1'), int32(this.port), int8(0), NO_TAGS]);
    const one = compactArray([int32(1)]);
    const partition = (index: number) =>
      Buffer.concat([int16(0), int32(index), int32(1), int32(0), one, one, compactArray([]), NO_TAGS]);
    const all = compactArray(Array.from({ length: partitions }, (_, index) => partition(index)));
    const found = Buffer.concat([int16(0), compactString(topic), Buffer.alloc(16, 1), int8(0), all, int32(0), NO_TAGS]);
    return Buffer.concat([
      int32(0),
      compactArray([broker]),
      compactString('c'),
      int32(1),
      compactArray([found]),
      NO_TAGS,
    ]);
  }

  private produce(body: WireReader): Buffer | 'cut' {
    const mood = this.moods.shift() ?? 'takes';
    body.compactString();
    if (body.int16() !== -1) throw new Error('not all in-sync replicas were asked for');
    body.int32();
    const topics = body.compactArray(() => {
      const topic = body.compactString() ?? '';
      const partitions = body.compactArray(() => {
        const partition = body.int32();
        const records = body.compactBytes() ?? Buffer.alloc(0);
        body.tags();
        const code = typeof mood === 'number' ? mood : this.append(topic, messagesIn(records, partition));
        const numbers = [int64(0n), int64(-1n), int64(0n)];
        return Buffer.concat([int32(partition), int16(code), ...numbers, compactArray([]), int8(0), NO_TAGS]);
      });
      body.tags();
      return Buffer.concat([compactString(topic), compactArray(partitions), NO_TAGS]);
    });
    return mood === 'cut' ? 'cut' : Buffer.concat([compactArray(topics), int32(0), NO_TAGS]);
  }

  private append(topic: string, { producer, sequence, messages, partition }: Produced): number {
    if (topic !== this.options.topic) return UNKNOWN_TOPIC;
    const key = `${producer}/${partition}`;
    const next = this.nextNumbers.get(key) ?? 0;
    if (sequence < next) this.repeats += 1;
    if (sequence !== next) return sequence < next ? 0 : OUT_OF_ORDER;
    this.nextNumbers.set(key, next + messages.length);
    this.messages.push(...messages);
    return 0;
  }
}

/** The head of a request, and what is behind it. */
class Request {
  readonly api: number;
  readonly body: WireReader;
  private readonly correlation: number;

  constructor(message: Buffer) {
    this.body = new WireReader(message);
    this.api = this.body.int16();
    this.body.int16();
    this.correlation = this.body.int32();
    this.body.oldString();
    if (this.api !== SASL_HANDSHAKE) this.body.tags();
  }

  get answerHeader(): Buffer {
    const isOld = this.api === SASL_HANDSHAKE || this.api === API_VERSIONS;
    return isOld ? int32(this.correlation) : Buffer.concat([int32(this.correlation), NO_TAGS]);
  }
}
