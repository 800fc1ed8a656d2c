import { describe } from '@jest/globals';

const TRANSPORTS = ['ssh', 'ansible'] as const;

/** How a worker reaches its hosts. */
export type TransportName = (typeof TRANSPORTS)[number];

/** The same tests over each transport: nobody else may be able to tell them apart. */
export const describeByTransport = (name: string, body: (transport: TransportName) => void): void =>
  describe.each(TRANSPORTS)(`${name}, by %s`, body);
