import type { Estate, Placed } from './estate.js';

/** The environment that a container gets, in the order in which Kubernetes puts it together. */
export function environmentOf({ container, pods }: Placed, estate: Estate): Record<string, string> {
  const fromMaps = (container.envFrom ?? []).map(({ configMapRef }) => estate.dataOf(configMapRef?.name));
  const own = (container.env ?? []).map(({ name, value, valueFrom }) => ({
    // The only field that ours are given.
    [name]: valueFrom?.fieldRef?.fieldPath === 'metadata.name' ? `${pods.name}-0` : (value ?? ''),
  }));
  return Object.assign({}, ...fromMaps, ...own) as Record<string, string>;
}
