import { Lifetime } from './lifetime.js';
import { Sandbox } from './sandbox.js';
import { readSandboxSettings, SettingFault } from './settings.js';
import { Story } from './story.js';

const PARENT_LOOK_MS = 1_000;

const life = new Lifetime();
const story = new Story(process.stdout);

async function finish(exitCode: number): Promise<never> {
  await life.end();
  process.exit(exitCode);
}

/** Our own errors say all in their sentence; of others the stack is wanted. */
function explain(error: unknown): void {
  const isOurs = error instanceof SettingFault || Object.getPrototypeOf(error) === Error.prototype;
  const text = isOurs ? (error as Error).message : ((error as Error).stack ?? String(error));
  process.stderr.write(`\n${story.paint('red', 'The sandbox cannot go on.')} ${text}\n`);
}

/** Ctrl-C reaches npm and us, and npm passes it on: the second one waits for the first. */
function endWhenTold(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void finish(0));
  process.on('uncaughtException', (error) => life.fail(error));
  // A reader that went away, as in `npm start | head`.
  process.stdout.on('error', () => void finish(0));
  // npm itself was killed: nobody could end us by the terminal any more.
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event']) {
    setInterval(() => process.ppid !== parent && void finish(0), PARENT_LOOK_MS).unref();
  }
}

async function run(): Promise<void> {
  const settings = readSandboxSettings(process.env, process.argv.slice(2));
  await Promise.race([new Sandbox(settings, life, story).start(), life.failure()]);
  if (settings.once) return;
  story.line('\n  Ctrl-C ends the sandbox.\n');
  await life.failure();
}

endWhenTold();
try {
  await run();
  await finish(0);
} catch (error) {
  if (!life.isEnding) explain(error);
  await finish(life.isEnding ? 0 : 1);
}
