import type { FastifyInstance, RouteOptions } from 'fastify';

/** Which methods which path knows: what the router, which looks at both at once, does not tell. */
export class KnownRoutes {
  private readonly methods = new Map<string, Set<string>>();
  private patterns: readonly (readonly [RegExp, ReadonlySet<string>])[] | undefined;

  /** Learns every route that is added to the app from now on. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', (route) => this.learn(route));
  }

  /** The methods of the path of an address, in alphabetical order; none where there is no such path. */
  methodsAt(url: string): string[] {
    const path = (url.split('?')[0] ?? '').replace(/(.)\/$/, '$1');
    this.patterns ??= [...this.methods].map(([shape, methods]) => [patternOf(shape), methods]);
    const matching = this.patterns.filter(([pattern]) => pattern.test(path));
    return [...new Set(matching.flatMap(([, methods]) => [...methods]))].sort();
  }

  private learn({ url, method }: RouteOptions): void {
    // Two routes may call the same part of a path by different names.
    const shape = url.replaceAll(/:[^/]+/g, ':').replace(/(.)\/$/, '$1');
    const known = this.methods.get(shape) ?? new Set();
    for (const one of [method].flat()) known.add(one);
    this.methods.set(shape, known);
    this.patterns = undefined;
  }
}

/** As the router reads it: a part that is named may be anything, a star any number of parts. */
const patternOf = (shape: string): RegExp =>
  new RegExp(`^${shape.replaceAll(/[^\w/]/g, (char) => PARTS[char] ?? `\\${char}`)}$`);

const PARTS: Record<string, string> = { ':': '[^/]*', '*': '.*' };
