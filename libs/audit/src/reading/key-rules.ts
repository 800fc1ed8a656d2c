import * as z from 'zod';

const time = z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-03T08:00:00Z' });

const shape = z.record(
  z.string(),
  z.strictObject({
    writers: z.array(z.string()).nonempty().optional(),
    notBefore: time.optional(),
    notAfter: time.optional(),
  }),
);

/** A record, or an anchor, as it says of itself; with the name of the file that it stands in. */
export interface Signed {
  kid: string;
  writers: readonly (string | undefined)[];
  at: string | undefined;
}

/** Who could have signed with which key, and when: a key that is known proves nothing beyond that. */
export class KeyRules {
  private constructor(private readonly rules: z.infer<typeof shape>) {}

  /**
   * Reads `{"<key id>": {"writers": ["api-1"], "notBefore": "…", "notAfter": "…"}}`, each member of a rule optional. A key that is not named was
   * nobody's. Throws what is wrong.
   */
  static parse(text: string): KeyRules {
    const read = shape.safeParse(asJson(text));
    if (read.success) return new KeyRules(read.data);
    const [issue] = read.error.issues;
    throw new Error(`the key rules cannot be read: ${issue?.path.join('.')} ${issue?.message}`);
  }

  /** Why the key could not have signed this; undefined where it could. */
  faultOf({ kid, writers, at }: Signed): string | undefined {
    const rule = Object.hasOwn(this.rules, kid) ? this.rules[kid] : undefined;
    if (!rule) return `key ${kid} is not among the key rules`;
    const other = writers.find((writer) => writer !== undefined && rule.writers && !rule.writers.includes(writer));
    if (other !== undefined) return `key ${kid} is none of writer ${other}`;
    if (isBefore(at, rule.notBefore)) return `key ${kid} was not in use before ${rule.notBefore}`;
    if (isBefore(rule.notAfter, at)) return `key ${kid} was retired at ${rule.notAfter}`;
    return undefined;
  }

  /** When nobody signed with it any more. */
  retiredAt(kid: string): string | undefined {
    return Object.hasOwn(this.rules, kid) ? this.rules[kid]?.notAfter : undefined;
  }
}

/** Times that nobody can read are before and behind nothing. */
export const isBefore = (one = '', other = ''): boolean => Date.parse(one) < Date.parse(other);

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
