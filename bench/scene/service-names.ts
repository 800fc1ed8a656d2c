/**
 * Names of services, none of them twice in a bench: a change holds its service until it is done, also when the next part
 * has begun.
 */
export class ServiceNames {
  #count = 0;

  next(): string {
    this.#count += 1;
    return `INT_BEN_${this.#count}`;
  }
}
