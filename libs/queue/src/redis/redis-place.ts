import type { ConnectionOptions } from 'node:tls';
import type { Secret, WithCertificates } from '#libs/platform';

/** One server. */
export interface RedisNode {
  host: string;
  port: number;
}

/** How the server is found that holds our keys: it is known, or Sentinels or the nodes of a Cluster are asked. */
export type RedisWay =
  | { kind: 'one'; node: RedisNode; database: number }
  | { kind: 'sentinel'; sentinels: RedisNode[]; master: string; login: RedisLogin; database: number }
  | { kind: 'cluster'; nodes: RedisNode[] };

/** Who we are to a server; without anything, its default user. */
export interface RedisLogin {
  username?: string | undefined;
  password?: Secret | undefined;
}

/** Where Redis is and how it lets us in: `login` and `tls` are for every node, `tls` for the Sentinels too. */
export interface RedisPlace extends WithCertificates {
  way: RedisWay;
  login: RedisLogin;
  /** To be copied at each connect and no earlier: its certificates are those that count by then. */
  tls?: ConnectionOptions | undefined;
}
