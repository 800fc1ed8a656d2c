#!/usr/bin/env node
import { Interrupted } from './explain.js';
import { runCli } from './run-cli.js';

const interruption = new AbortController();
// Once: whoever is impatient presses again, and then it ends at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => interruption.abort(new Interrupted()));
}
// A reader that went away, as in `etlaas jobs list | head`.
process.stdout.on('error', () => process.exit());

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interruption.signal,
});
