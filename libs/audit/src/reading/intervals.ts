/** Whole numbers from `first` to `last`. */
export interface Interval {
  first: number;
  last: number;
}

/** What of `whole` none of `parts` covers, in order. */
export function without(whole: Interval, parts: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let next = whole.first;
  for (const { first, last } of [...parts].sort((one, other) => one.first - other.first)) {
    if (first > whole.last) break;
    if (first > next) left.push({ first: next, last: first - 1 });
    next = Math.max(next, last + 1);
  }
  if (next <= whole.last) left.push({ first: next, last: whole.last });
  return left;
}

/** Whether they share a number. */
export const overlap = (one: Interval, other: Interval): boolean => one.first <= other.last && other.first <= one.last;

/** Whether the number is one of it. */
export const within = (number: number, { first, last }: Interval): boolean => first <= number && number <= last;
