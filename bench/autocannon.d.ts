/** The part of autocannon 9 that the bench uses; the package has no types of its own. */
declare module 'autocannon' {
  interface Request {
    method: string;
    path: string;
    headers: Record<string, string>;
    body?: string;
  }
  /** One of the connections; the event `body` comes after the `headers` of the same answer. */
  interface Connection {
    on(event: 'headers', listener: (answer: { statusCode: number }) => void): this;
    once(event: 'body', listener: (body: Buffer) => void): this;
  }
  interface Options {
    url: string;
    method: 'GET' | 'POST';
    headers: Record<string, string>;
    body?: string;
    /** Made anew each time by `setupRequest`. */
    requests?: (Request & { setupRequest: (request: Request) => Request })[];
    connections: number;
    /** A connection is closed and opened again after so many requests. */
    reconnectRate?: number;
    setupClient?: (connection: Connection) => void;
    /** Seconds; an `amount` of requests is instead of it. */
    duration?: number;
    amount?: number;
  }
  interface Result {
    /** Seconds. */
    duration: number;
    '2xx': number;
    non2xx: number;
    errors: number;
    /** Milliseconds. */
    latency: { p50: number; p99: number };
  }
  function autocannon(options: Options): Promise<Result>;
  namespace autocannon {
    export type { Connection };
  }
  export = autocannon;
}
