type Values = Readonly<Record<string, unknown>>;

/** What fills a path of the document. */
export interface Filling {
  path?: Values;
  query?: Values;
}

/** `/v1/jobs/{id}` with its names filled in and its query behind it; what is undefined is left out. */
export function pathOf(template: string, { path = {}, query = {} }: Filling): string {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => segment(name, path[name]));
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return search ? `${filled}?${search}` : filled;
}

/** A dot or two would lead to another path, and so would nothing at all. */
function segment(name: string, value: unknown): string {
  const text = String(value ?? '');
  if (/^\.{0,2}$/.test(text)) throw new TypeError(`${name} must have a value`);
  return encodeURIComponent(text);
}
