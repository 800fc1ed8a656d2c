/** The value below which a share of the values lies, between neighbours by interpolation; NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The items whose measure lies in the middle half: like a median, but parts of their means add up to the mean of the whole. */
export function middleHalf<T>(items: readonly T[], measure: (item: T) => number): T[] {
  const values = items.map(measure);
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  return items.filter((_, index) => (values[index] ?? Number.NaN) >= low && (values[index] ?? Number.NaN) <= high);
}
