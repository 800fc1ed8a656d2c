/** What the peer is told by its environment, as JSON in `BENCH_PEER`. */
export interface PeerSettings {
  port: number;
  redisUrl: string;
  issuer: string;
  jwksUri: string;
  audience: string;
}

/** The name of that variable. */
export const PEER_SETTINGS = 'BENCH_PEER';
