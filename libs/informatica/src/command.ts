/** The programs an operation may start on a host. `date` gives the host's UTC offset. */
export type Program = 'infacmd.sh' | 'pmrep' | 'pmcmd' | 'date';

/**
 * One program start on a host: an argument list, never a line for a shell.
 *
 * `timeoutMs` bounds it on the host itself. `goOn` keeps a chain going after this command failed.
 */
export interface Command {
  program: Program;
  args: readonly string[];
  timeoutMs: number;
  goOn?: boolean;
}

/**
 * What one command did. A non-zero exit code is a result, not an error; 124 with `timedOut` means that `timeoutMs` ended it.
 *
 * `truncated` says that output beyond the cap was thrown away. `finishedAt` is ISO 8601 by the worker's clock.
 */
export interface CommandOutcome {
  exitCode: number;
  stdout: string;
  stderr: string;
  durationMs: number;
  timedOut: boolean;
  truncated: boolean;
  finishedAt: string;
}
