type Values = Readonly<Record<string, unknown>>;

/** What fills a path of the document. */
export interface Filling {
  path?: Values;
  query?: Values;
}

/** `/v1/jobs/{id}` with its names filled in and its query behind it; a list is a pair for each, undefined is none. */
export function pathOf(template: string, { path = {}, query = {} }: Filling): string {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => segment(name, path[name]));
  const search = new URLSearchParams(Object.entries(query).flatMap(pairsOf)).toString();
  return search ? `${filled}?${search}` : filled;
}

const pairsOf = ([name, value]: [string, unknown]): [string, string][] =>
  [value]
    .flat()
    .filter((one) => one !== undefined)
    .map((one) => [name, String(one)]);

/** A dot or two would lead to another path, and so would nothing at all. */
function segment(name: string, value: unknown): string {
  const text = String(value ?? '');
  if (/^\.{0,2}$/.test(text)) throw new TypeError(`${name} must have a value`);
  return encodeURIComponent(text);
}
