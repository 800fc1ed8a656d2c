/**
 * `npm run bench`: measures submit-to-result, waiting, submits and polls a second beside their peers, prints a report and
 * leaves it in `.cache/bench.json`; `npm run bench -- --help` tells of its parts. Exit code 0: all limits met; 1: a limit is missed; 2: it could not be measured.
 *
 * Best alone on its machine. `BENCH_NODE_ARGS="--cpu-prof --cpu-prof-dir=<folder>"` profiles api, worker and peer on the way.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PEER_ARGUMENT } from './peer/start.js';
import { toText } from './report/report.js';
import { BenchFault } from './scene/bench-fault.js';
import { Lifetime } from './scene/lifetime.js';
import { ROOT } from './scene/places.js';
import { SINK_ARGUMENT } from './traces/sink.js';

const RESULT = join(ROOT, '.cache', 'bench.json');
const LIMIT_MISSED = 1;
const NOT_MEASURED = 2;

async function bench(life: Lifetime, args: readonly string[]): Promise<void> {
  const { chosenParts } = await import('./choice.js');
  const parts = chosenParts(args);
  const { runBench } = await import('./bench.js');
  const report = await runBench(life, { parts, tell: (what) => process.stderr.write(`bench ${what} …\n`) });
  process.stdout.write(`\n${toText(report)}`);
  mkdirSync(dirname(RESULT), { recursive: true });
  // JSON has no Map: the durations would be lost.
  const plain = (_: string, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value);
  writeFileSync(RESULT, `${JSON.stringify(report, plain, 2)}\n`);
  if (report.limits.some(({ isMet }) => !isMet)) process.exitCode = LIMIT_MISSED;
}

/** Ends everything whatever happens; Ctrl-C reaches npm and us, and npm passes it on. */
async function runToEnd(args: readonly string[]): Promise<never> {
  const life = new Lifetime();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void life.end().then(() => process.exit(NOT_MEASURED)));
  }
  try {
    await bench(life, args);
  } catch (error) {
    process.exitCode = NOT_MEASURED;
    const text = error instanceof BenchFault ? error.message : ((error as Error).stack ?? String(error));
    if (!life.isEnding) process.stderr.write(`\nThe bench cannot go on. ${text}\n`);
  }
  await life.end();
  process.exit();
}

const args = process.argv.slice(2);
const asksForHelp = args.some((argument) => argument === '--help' || argument === '-h');

if (args[0] === PEER_ARGUMENT) await (await import('./peer/peer.js')).servePeer();
else if (args[0] === SINK_ARGUMENT) await (await import('./traces/sink.js')).serveSink();
else if (asksForHelp) process.stdout.write((await import('./choice.js')).HELP);
else await runToEnd(args);
