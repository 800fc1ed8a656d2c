import type { Interval } from './intervals.js';

/** Whatever is in its place, a record more counts more. */
const RECORD = 1_000_000;

/**
 * Of intervals in the order they stand in: those that stay where the fewest numbers must be taken away so that the rest rises; of
 * two that are as good, what is in its place. Where one record of a thousand was moved, this one is not among them.
 */
export function heaviestOrder<Item extends Interval>(
  items: readonly Item[],
  isInPlace: (item: Item) => boolean,
): Set<Item> {
  const ends = [...new Set(items.map(({ last }) => last))].sort((one, other) => one - other);
  const best = new BestBelow<Item>(ends);
  let heaviest: Chosen<Item> | undefined;
  for (const item of items) {
    const before = best.below(item.first);
    const own = (item.last - item.first + 1) * RECORD + Number(isInPlace(item));
    const chosen = { item, before, weight: (before?.weight ?? 0) + own };
    best.add(item.last, chosen);
    if (!heaviest || chosen.weight > heaviest.weight) heaviest = chosen;
  }
  const kept = new Set<Item>();
  for (let one = heaviest; one; one = one.before) kept.add(one.item);
  return kept;
}

interface Chosen<Item> {
  item: Item;
  before: Chosen<Item> | undefined;
  weight: number;
}

/** The heaviest choice that ends below a number: a Fenwick tree, for a file may stand upside down. */
class BestBelow<Item> {
  readonly #tree: (Chosen<Item> | undefined)[];

  constructor(private readonly ends: readonly number[]) {
    this.#tree = new Array(ends.length + 1);
  }

  below(number: number): Chosen<Item> | undefined {
    let best: Chosen<Item> | undefined;
    for (let at = this.#countBelow(number); at > 0; at -= at & -at) best = heavier(best, this.#tree[at]);
    return best;
  }

  add(end: number, chosen: Chosen<Item>): void {
    for (let at = this.#countBelow(end) + 1; at < this.#tree.length; at += at & -at) {
      this.#tree[at] = heavier(this.#tree[at], chosen);
    }
  }

  /** How many ends are below. */
  #countBelow(number: number): number {
    let [low, high] = [0, this.ends.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ends[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const heavier = <Item>(one: Chosen<Item> | undefined, other: Chosen<Item> | undefined): Chosen<Item> | undefined =>
  !one || (other && other.weight > one.weight) ? other : one;
