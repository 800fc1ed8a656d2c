/** One rule for names: what passes, and the sentence for people that follows the name of the field. */
export interface NameRule {
  readonly pattern: RegExp;
  readonly message: string;
}

/**
 * Services, repositories and domains share one rule. PowerCenter also allows `$` and `#`; we refuse both, because no real
 * name seen so far has them and a shell and a comment begin with them. Spaces are not allowed by PowerCenter either.
 */
const OBJECT_NAME: NameRule = {
  pattern: /^[A-Za-z0-9_][A-Za-z0-9_-]{0,127}$/,
  message: 'must be 1 to 128 characters: A-Z, a-z, 0-9, _ and -, and must not begin with -',
};

/**
 * The rules for every name that may reach a command. ASCII only: look-alikes of other alphabets are refused.
 *
 * `user` is narrower than PowerCenter's rule (128 characters, none of `, + " \ < > ; / * % ? &`, no space at the ends):
 * it lists what is allowed, so that nothing a shell or a template knows can pass.
 */
export const nameRules = {
  service: OBJECT_NAME,
  repository: OBJECT_NAME,
  domain: OBJECT_NAME,
  user: {
    pattern: /^[A-Za-z0-9_](?:[A-Za-z0-9_.@: -]{0,126}[A-Za-z0-9_.@:-])?$/,
    message:
      'must be 1 to 128 characters: A-Z, a-z, 0-9, spaces inside and _ . @ : -, beginning with a letter, digit or _',
  },
  connectionId: {
    pattern: /^[1-9][0-9]{0,9}$/,
    message: 'must be a number of 1 to 10 digits that does not begin with 0',
  },
} as const satisfies Record<string, NameRule>;

/** The kinds of names that have a rule. */
export type NameKind = keyof typeof nameRules;

/** Whether a value of unknown origin is a name of this kind. */
export const isName = (kind: NameKind, value: unknown): value is string =>
  typeof value === 'string' && nameRules[kind].pattern.test(value);

/** Whether two names mean the same object: PowerCenter does not tell upper from lower case in names. */
export const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
