const isColoured = process.stderr.isTTY === true && !process.env.NO_COLOR;
const paint = (code, text) => (isColoured ? `\x1b[${code}m${text}\x1b[0m` : text);

/** A fault that the person in front of the screen can mend; the message says how. */
export class SetupFault extends Error {
  toString() {
    return this.message;
  }
}

/** Writes to stderr: stdout belongs to the script that is set up (`npm run --silent token` prints a token only). */
export function say(text) {
  for (const line of text.split('\n')) process.stderr.write(`${paint(2, 'setup')} ${line}\n`);
}

/** Runs one step: one line when it begins, one with its time when it ends. */
export async function step(what, work) {
  say(`${what} …`);
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  try {
    const answer = await work();
    say(`${paint(32, 'ok')} ${what}, ${seconds()}`);
    return answer;
  } catch (error) {
    say(`${paint(31, 'failed')} ${what}, ${seconds()}`);
    throw error;
  }
}
