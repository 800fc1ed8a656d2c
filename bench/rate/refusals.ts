import type { Connection } from 'autocannon';

/** The first answer of a run that was none we wanted, in words: its status, and the code of the problem. */
export class Refusals {
  #first = '';

  /** `, the first 409 TARGET_BUSY`, or nothing where nothing was refused. */
  get first(): string {
    return this.#first;
  }

  /** Looks at the answers of a connection. Nearly free: their bodies are left alone but for the first refusal's. */
  readonly watch = (connection: Connection): void => {
    connection.on('headers', ({ statusCode }) => {
      if (this.#first || statusCode < 300) return;
      this.#first = `, the first ${statusCode}`;
      connection.once('body', (body) => {
        this.#first += codeOf(String(body));
      });
    });
  };
}

const codeOf = (body: string): string => {
  const code = /"code":"(\w+)"/.exec(body)?.[1];
  return code ? ` ${code}` : '';
};
