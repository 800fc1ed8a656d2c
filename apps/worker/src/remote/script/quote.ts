/** Printable ASCII, and no more: every value is allow-listed long before; this is the last door. */
const SAFE = /^[\x20-\x7e]*$/;

/**
 * The one place where a value becomes part of a script: POSIX single quotes.
 *
 * Throws on control characters and on anything that is not ASCII, whatever was checked before.
 */
export function quote(value: string): string {
  if (!SAFE.test(value)) throw new TypeError('a value with control or non-ASCII characters cannot go into a script');
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
