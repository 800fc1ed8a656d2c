import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that can be cut: nothing gets through any more, and nobody is told. */
export interface Cable {
  /** Where the near end is. */
  readonly address: string;
  readonly port: number;
  cut(): void;
  /** What was sent meanwhile arrives, as TCP sends it again. */
  heal(): void;
  remove(): Promise<void>;
}

/** A proxy on loopback that reads nothing while it is cut. Needs no root. */
export class ProxyCable implements Cable {
  readonly address = '127.0.0.1';
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  private constructor(
    private readonly server: Server,
    private readonly far: { address: string; port: number },
  ) {
    server.on('connection', (near) => this.join(near));
  }

  static async to(port: number, address = '127.0.0.1'): Promise<ProxyCable> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ProxyCable(server, { address, port });
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.pause();
  }

  heal(): void {
    this.isCut = false;
    for (const socket of this.sockets) socket.resume();
  }

  async remove(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(near: Socket): void {
    const far = connect(this.far.port, this.far.address);
    this.follow(near, far);
    this.follow(far, near);
  }

  private follow(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.setNoDelay(true);
    from.on('data', (chunk) => to.write(chunk));
    from.on('error', () => to.destroy());
    from.on('end', () => to.end());
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
    if (this.isCut) from.pause();
  }
}
