import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Secret } from '#libs/platform';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals values that lie where others can reach them: in a cookie, in Redis. Nobody without the key can read, change or make
 * one, nor use one for another purpose than it was sealed for.
 */
export class Sealer {
  readonly #sealingKey: Buffer;
  readonly #markingKey: Buffer;

  constructor(secret: Secret) {
    const derive = (use: string) => Buffer.from(hkdfSync('sha256', secret.reveal(), '', `etlaas ${use}`, KEY_BYTES));
    this.#sealingKey = derive('sealing');
    this.#markingKey = derive('marking');
  }

  seal(purpose: string, value: unknown): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#sealingKey, iv).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** The value; undefined where this is nothing that was sealed here for this purpose. */
  open(purpose: string, text: string): unknown {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
    const [iv, tag] = [bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)];
    try {
      const decipher = createDecipheriv(CIPHER, this.#sealingKey, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag);
      const opened = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return JSON.parse(opened.toString('utf8'));
    } catch {
      return undefined;
    }
  }

  /** A mark that only we can make of a text, and that does not tell it. */
  mark(text: string): string {
    return createHmac('sha256', this.#markingKey).update(text).digest('base64url');
  }
}
