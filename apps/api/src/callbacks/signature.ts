import { createHmac } from 'node:crypto';
import type { Secret } from '#libs/platform';

/** What is signed, as Standard Webhooks 1.0 has it. */
export interface Signed {
  id: string;
  /** Unix time of the try. */
  timestampS: number;
  body: string;
}

/** The headers by which a receiver knows that we sent this, that nobody changed it, and that it is not an old one sent again. */
export function signedHeaders({ id, timestampS, body }: Signed, keys: readonly Secret[]): Record<string, string> {
  const signatures = keys.map((key) => {
    const mac = createHmac('sha256', Buffer.from(key.reveal(), 'base64'));
    return `v1,${mac.update(`${id}.${timestampS}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': String(timestampS), 'webhook-signature': signatures.join(' ') };
}
