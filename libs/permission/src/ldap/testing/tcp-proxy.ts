import { once } from 'node:events';
import { createServer, type Server, Socket } from 'node:net';

/**
 * What a proxy does with bytes: pass them, swallow them in silence, break the connection off, or fall silent (or break
 * off) after the server's next answer.
 */
export type ProxyMode =
  | 'pass'
  | 'silent'
  | 'cut'
  | 'one answer, then silent'
  | 'half an answer, then cut'
  | 'half an answer, then well';

/** A TCP proxy in front of a directory server, on a free port of the server's own address, for which it has a name. */
export class TcpProxy {
  mode: ProxyMode = 'pass';
  /** How many connections were ever opened to it. */
  connections = 0;
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(target: { host: string; port: number }, ownAddress = target.host): Promise<TcpProxy> {
    const server = createServer();
    await once(server.listen(0, ownAddress), 'listening');
    const address = server.address();
    const proxy = new TcpProxy(server, typeof address === 'object' && address ? address.port : 0);
    server.on('connection', (socket) => proxy.#join(socket, target));
    return proxy;
  }

  /** How many connections are open, near and far. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Breaks all open connections off. */
  cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cutAll();
    this.server.close();
    await once(this.server, 'close');
  }

  #join(near: Socket, target: { host: string; port: number }): void {
    this.connections += 1;
    if (this.mode === 'cut') return void near.destroy();
    const far = new Socket();
    this.#link(near, far, (bytes) => this.#ask(far, bytes));
    this.#link(far, near, (bytes) => this.#answer(near, bytes));
    far.connect(target);
  }

  #link(from: Socket, to: Socket, pass: (bytes: Buffer) => void): void {
    this.#sockets.add(from);
    from.on('error', () => {});
    from.on('data', pass);
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }

  #ask(server: Socket, bytes: Buffer): void {
    if (this.mode === 'cut') server.destroy();
    else if (this.mode !== 'silent') server.write(bytes);
  }

  #answer(client: Socket, bytes: Buffer): void {
    if (this.mode === 'pass' || this.mode === 'one answer, then silent') client.write(bytes);
    if (this.mode === 'one answer, then silent') this.mode = 'silent';
    if (this.mode.startsWith('half an answer')) {
      this.mode = this.mode === 'half an answer, then cut' ? 'cut' : 'pass';
      client.write(bytes.subarray(0, bytes.length / 2), () => client.destroy());
    }
  }
}
