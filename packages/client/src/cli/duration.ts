/** A time as somebody wrote it, and in milliseconds. */
export interface Duration {
  text: string;
  ms: number;
}

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/** Reads `90s`, `30m` or `2h`; a bare number is seconds. Undefined for anything else, and for no time at all. */
export function readDuration(text: string): Duration | undefined {
  const [, number, unit = 's'] = /^(\d{1,6})([smh])?$/.exec(text) ?? [];
  const ms = Number(number) * UNITS[unit as keyof typeof UNITS];
  return ms > 0 ? { text, ms } : undefined;
}

/** A time for people: `7 s`, `2 min 5 s`, `1 h 3 min`. */
export function inWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
