import * as z from 'zod';
import { nameAndValue, Secret } from '#libs/platform';

const KEY_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const MIN_KEY_LENGTH = 32;

/** The HMAC keys of audit records. The first one signs; the others are known, so that what they signed can be verified. */
export class AuditKeys {
  /** Needs at least one key. */
  constructor(private readonly keys: ReadonlyMap<string, Secret>) {}

  /** The key that signs. */
  get current(): { id: string; key: Secret } {
    for (const [id, key] of this.keys) return { id, key };
    throw new Error('there is no audit key');
  }

  /** A known key. */
  byId(id: string): Secret | undefined {
    return this.keys.get(id);
  }

  /** Each id with what stands for its key. */
  toJSON(): Record<string, Secret> {
    return Object.fromEntries(this.keys);
  }
}

/** Base64 may end with `=`: where the id was left out, what stands before it is the key. */
const nameOf = (id: string, index: number): string =>
  id.length < MIN_KEY_LENGTH ? `key ${id}` : `the key of entry ${index + 1}`;

/** Reads `id=key,id=key`. */
export const auditKeys = z
  .string({ error: 'is missing: set it to id=key pairs, the one that signs first, for example 2026-11=…' })
  .transform((text, context): AuditKeys => {
    const keys = new Map<string, Secret>();
    const refuse = (message: string) => context.addIssue({ code: 'custom', message });
    for (const [index, pair] of text.split(',').entries()) {
      const [id, key] = nameAndValue(pair);
      if (!KEY_ID.test(id))
        refuse(`entry ${index + 1} is not id=key with an id of letters, digits and . _ -, at most 64`);
      else if (keys.has(id)) refuse(`key ${id} stands twice`);
      else if (key.length < MIN_KEY_LENGTH) refuse(`${nameOf(id, index)} needs at least ${MIN_KEY_LENGTH} characters`);
      else keys.set(id, new Secret(key));
    }
    return new AuditKeys(keys);
  });
