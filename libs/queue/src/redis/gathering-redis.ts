import { Redis } from 'ioredis';

/**
 * A connection that sends all commands of one turn of the event loop by one write to its socket: where many callers are served
 * at once, a write for each of their commands would cost as much as the rest of them. No command waits longer than that turn.
 */
export class GatheringRedis extends Redis {
  override sendCommand(...args: Parameters<Redis['sendCommand']>): unknown {
    // There is none before the first connection, whatever its type says.
    const socket: Redis['stream'] | undefined = this.stream;
    if (socket?.writableCorked === 0) {
      socket.cork();
      setImmediate(() => socket.uncork());
    }
    return super.sendCommand(...args);
  }
}
