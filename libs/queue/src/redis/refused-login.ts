/** What Redis answers to who has no right: to be there at all, or to this command. */
const REFUSED = /^(WRONGPASS|NOAUTH|NOPERM)\b/;

/** How Redis refuses us, in one of its own words; undefined where it does not, whatever else is wrong. */
export function refusalOf(error: unknown): string | undefined {
  const { message } = error as { message?: unknown };
  return typeof message === 'string' ? REFUSED.exec(message)?.[1] : undefined;
}
