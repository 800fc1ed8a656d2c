import { Secret } from '#libs/platform';

/** Nothing of a secret is shown, not its length, and no fingerprint either: a short one could be guessed from it. */
const MASK = '[secret]';

/** A setting as anybody may see it; undefined where it is. What is of a kind that we do not know is not shown. */
export function shown(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return shownText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof RegExp) return value.source;
  const parts = partsOf(value);
  if (!parts) return MASK;
  return parts.map(wordOf).join(', ') || 'none';
}

function wordOf([name, part]: Parts[number]): string {
  const text = shown(part) ?? '';
  if (name === undefined) return text;
  return text.includes(', ') ? `${name}=(${text})` : `${name}=${text}`;
}

/** Whether a setting holds a secret somewhere; so does, for all that we know, what is of another kind. */
export function isSecret(value: unknown): boolean {
  if (value === undefined || value === null || value instanceof RegExp) return false;
  if (typeof value !== 'object') return typeof value === 'string' && shownText(value) === MASK;
  return partsOf(value)?.some(([, part]) => isSecret(part)) ?? true;
}

type Parts = [name: string | undefined, part: unknown][];

/** What a value consists of; undefined where it is a secret, or of a kind that nobody taught us. */
function partsOf(value: unknown): Parts | undefined {
  if (Array.isArray(value)) return value.map((part) => [undefined, part]);
  if (value instanceof Map) return [...value].map(([name, part]) => [String(name), part]);
  if (value instanceof Secret || typeof value !== 'object' || value === null) return undefined;
  if (Object.getPrototypeOf(value) === Object.prototype) {
    return Object.entries(value).filter(([, part]) => part !== undefined);
  }
  return 'toJSON' in value && typeof value.toJSON === 'function' ? partsOf(value.toJSON()) : undefined;
}

function shownText(text: string): string {
  if (/PRIVATE KEY/.test(text)) return MASK;
  const lines = text.trimEnd().split('\n').length;
  if (lines > 1) return `${lines} lines`;
  return URL.canParse(text) ? shownUrl(text, new URL(text)) : text;
}

/** A password may stand before the host, or a token alone, and another behind the question mark. */
function shownUrl(text: string, url: URL): string {
  if (url.username === '' && url.search === '') return text;
  if (url.password === '' && url.username !== '') url.username = '***';
  if (url.password !== '') url.password = '***';
  for (const name of [...url.searchParams.keys()]) url.searchParams.set(name, '***');
  return url.href;
}
