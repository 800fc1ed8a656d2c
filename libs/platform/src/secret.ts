import { inspect } from 'node:util';

/**
 * Holds a secret so that it cannot be printed by accident: JSON, string conversion and `console.log` all give `[secret]`.
 *
 * Does not wipe memory. Call `reveal()` only where the value leaves the process for its purpose.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toJSON(): string {
    return '[secret]';
  }

  toString(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
