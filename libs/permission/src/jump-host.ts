import { z } from 'zod';
import { HOST_NAME, isPort } from './cells.js';

/** An SSH server on the way to a host; what is missing is the worker's default. Or the word that there is none. */
export type JumpHost = { hostname: string; port?: number; user?: string } | 'none';

const FORM = /^(?:(?<user>[a-z_][a-z0-9_-]{0,31})@)?(?<hostname>[A-Za-z0-9.-]{1,253})(?::(?<port>\d{1,5}))?$/;

/** Reads `[user@]name[:port]` or `none`. An allow-list, as all cells. */
export const jumpHost = z.string().transform((text, context): JumpHost => {
  const { user, hostname = '', port } = FORM.exec(text)?.groups ?? {};
  if (text === 'none') return 'none';
  if (HOST_NAME.test(hostname) && (port === undefined || isPort(port))) {
    return { hostname: hostname.toLowerCase(), ...(port && { port: Number(port) }), ...(user && { user }) };
  }
  context.addIssue({ code: 'custom', message: 'must be [user@]host[:port], or none' });
  return z.NEVER;
});
