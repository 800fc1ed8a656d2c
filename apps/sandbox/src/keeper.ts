import { spawn } from 'node:child_process';
import type { Lifetime } from './lifetime.js';

/**
 * Reads process ids until its stdin ends, which it does when the sandbox dies, however it dies. Then it ends those
 * processes, and after ten seconds kills their groups.
 */
export const KEEPER_SCRIPT = `
trap '' INT TERM HUP
pids=
while read -r pid; do pids="$pids $pid"; done
for pid in $pids; do kill "$pid"; done
left=100
while [ "$left" -gt 0 ]; do
  alive=
  for pid in $pids; do kill -0 "$pid" && alive=1; done
  [ -n "$alive" ] || exit 0
  left=$((left - 1))
  sleep 0.1
done
for pid in $pids; do kill -KILL -- "-$pid"; done
`;

/** Sees to it that no child outlives a sandbox that was killed and could not end them itself. */
export class Keeper {
  readonly #shell = spawn('/bin/sh', ['-c', KEEPER_SCRIPT], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });

  constructor(life: Lifetime) {
    // A sandbox without a keeper still works.
    this.#shell.on('error', () => {});
    this.#shell.stdin.on('error', () => {});
    this.#shell.unref();
    life.onEnd('last', async () => this.#shell.kill('SIGKILL'));
  }

  watch(pid: number): void {
    this.#shell.stdin.write(`${pid}\n`);
  }
}
