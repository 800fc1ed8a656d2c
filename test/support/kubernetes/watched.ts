/** Something with what was read of it. */
interface Sight {
  path: string;
  value: object;
  read: Set<string>;
}

/**
 * A value that notes which of its properties are read, at any depth.
 *
 * The published schemas of Kubernetes allow properties that they do not know, so a misspelt one would pass. What nobody
 * reads while a value is validated is what the schema does not know.
 */
export class Watched {
  private readonly sights: Sight[] = [];
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = this.watch(value, '');
  }

  /** The paths of properties that nobody read. */
  get unread(): string[] {
    return this.sights.flatMap(({ path, value, read }) =>
      Object.keys(value)
        .filter((key) => !read.has(key))
        .map((key) => `${path}/${key}`),
    );
  }

  private watch(value: unknown, path: string): unknown {
    if (value === null || typeof value !== 'object') return value;
    const read = new Set<string>();
    this.sights.push({ path, value, read });
    const inner = new Map<string, unknown>();
    return new Proxy(value, {
      get: (target, key) => {
        const found: unknown = Reflect.get(target, key);
        if (typeof key !== 'string' || !Object.hasOwn(target, key)) return found;
        read.add(key);
        if (!inner.has(key)) inner.set(key, this.watch(found, `${path}/${key}`));
        return inner.get(key);
      },
    });
  }
}
