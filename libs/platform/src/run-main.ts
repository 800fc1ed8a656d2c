import { leave } from './leave.js';
import type { AppLogger } from './logger.js';
import { SettingsError } from './settings.js';

/** A started app: its logger, and how to end it. */
export interface StartedApp {
  logger: AppLogger;
  close: () => Promise<void>;
}

/** The longest that an ordered end may take; a pod's grace period is longer. */
const CLOSE_WITHIN_MS = 28_000;

/**
 * Runs an app until SIGTERM or SIGINT, then closes it, once, however often it is told, and exits with 0; with 1 where closing failed or took too long; killed where a
 * call to a file hangs then.
 *
 * A start that fails prints what is wrong (every wrong setting, one a line) and exits with 1. A rejected promise that
 * nobody handled is told and does not end the process: a lost Redis connection must not kill running jobs, nor hide why a start fails.
 */
export async function runMain(app: string, start: () => Promise<StartedApp>): Promise<void> {
  let tell = (error: unknown): void => {
    const { name = '', message = 'of no kind' } = Object(error) as Partial<Error>;
    process.stderr.write(`${app} is not started yet: ${name} ${message}\n`);
  };
  process.on('unhandledRejection', (error) => tell(error));
  try {
    const started = await start();
    tell = (err) => started.logger.error({ err }, 'unhandled rejection');
    let isEnding = false;
    const endOnce = (signal: string) => {
      if (!isEnding) void end(started, signal);
      isEnding = true;
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, endOnce);
  } catch (error) {
    const isOurs = error instanceof SettingsError || (error instanceof Error && 'faults' in error);
    process.stderr.write(`${app} cannot start. ${isOurs ? error.message : explain(error)}\n`);
    process.exit(1);
  }
}

async function end({ logger, close }: StartedApp, signal: string): Promise<void> {
  logger.info({ signal }, 'closing');
  const timer = setTimeout(() => {
    logger.error({}, 'closing took too long');
    void leave(1, logger);
  }, CLOSE_WITHIN_MS);
  const code = await close().then(
    () => 0,
    (err: unknown) => {
      logger.error({ err }, 'fault while closing');
      return 1;
    },
  );
  clearTimeout(timer);
  await leave(code, logger);
}

const explain = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
