import { readFileSync } from 'node:fs';

/** Linux counts the starts of processes in hundredths of a second, whatever its kernel is built with. */
const TICKS_PER_S = 100;

/** How long ago somebody typed `npm start`, npm and the set-up included; where npm did not start us, how long we run. */
export function sinceStartMs(env: Readonly<Record<string, string | undefined>> = process.env): number {
  // Our script is `exec node …`, so that npm is our parent.
  return env['npm_lifecycle_event'] === 'start' ? (ageMs(process.ppid) ?? performance.now()) : performance.now();
}

/** How long a process has run; undefined where the system does not tell. */
export function ageMs(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program may hold anything, so count behind its last bracket: the start is the 20th.
    const startedAtTicks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
    const [uptimeS = ''] = readFileSync('/proc/uptime', 'utf8').split(' ');
    return 1000 * (Number(uptimeS) - startedAtTicks / TICKS_PER_S);
  } catch {
    return undefined;
  }
}
