const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const;

/** How long something is or was, as people say it: `3 min`. */
export function inWords(ms: number): string {
  const [size, unit] = UNITS.find(([least]) => ms >= least) ?? [];
  return size && unit ? `${Math.floor(ms / size)} ${unit}` : `${Math.max(0, Math.round(ms))} ms`;
}
