import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever its kernel is built with. */
const TICKS_PER_S = 100;

/** The CPU time that a process has had, in seconds. Linux only. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name of the program may hold anything, so count behind its last bracket: user and system time are 12th and 13th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S;
}
