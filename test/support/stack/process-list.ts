import { readdirSync, readFileSync } from 'node:fs';

const OFTEN_MS = 4;

const readOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended meanwhile.
    return '';
  }
};

/** The command lines of everything that runs on this machine, as `ps` would show them to anybody. */
export const commandLines = (): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => readOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim())
    .filter(Boolean);

/** Every command line that was seen while `work` went on. */
export async function commandLinesDuring(work: () => Promise<unknown>): Promise<Set<string>> {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const line of commandLines()) seen.add(line);
  }, OFTEN_MS);
  await work().finally(() => clearInterval(timer));
  return seen;
}
