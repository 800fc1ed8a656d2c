import { createServer, type Server, type Socket } from 'node:net';

/**
 * The worker's side of the dialogue with the action plugin `etlaas_script`, over a socket in a private folder.
 *
 * The plugin connects and waits; we say "next"; it opens the way to the host and says "open"; we send the script, or end.
 */
export class ScriptFeed {
  private readonly server: Server = createServer({ allowHalfOpen: true });
  private plugin = this.nextPlugin();
  /** The one that was asked to open the way, or has a script. */
  private asked: Socket | undefined;

  /** Listens at once; `onFault` is told if that cannot be. */
  constructor(path: string, onFault: (error: Error) => void) {
    this.server.on('error', onFault);
    this.server.on('connection', (socket) => {
      socket.on('error', () => socket.destroy());
      // What it says last is that it has read all; half open, it would stay for ever.
      socket.on('end', () => socket.end());
    });
    this.server.listen(path);
  }

  /**
   * Where to write the next script, once the plugin is there and has opened the way. Where it fails, the promise is never
   * settled: the events of the playbook say why.
   */
  async next(): Promise<Socket> {
    const plugin = await this.plugin;
    this.plugin = this.nextPlugin();
    this.asked = plugin;
    plugin.write('next\n');
    await new Promise((resolve) => plugin.once('data', resolve));
    return plugin;
  }

  /** Tells the plugin, now or when it comes, that there are no more scripts; one that has none yet gets none. */
  close(): void {
    this.asked?.destroySoon();
    void this.plugin.then((plugin) => plugin.destroy());
    this.server.close();
  }

  private nextPlugin(): Promise<Socket> {
    return new Promise((resolve) => this.server.once('connection', resolve));
  }
}
