import type { Letter, Limit } from './report/limits.js';
import type { Finding } from './report/report.js';

/** One part of the bench: how it is measured on its ground, and what of it is told. */
interface PartPlan<Ground, Measured> {
  letter: Letter;
  /** What it measures, in a line. */
  what: string;
  measure: (ground: Ground) => Promise<Measured>;
  lines: (measured: Measured) => readonly string[];
  limits?: (measured: Measured) => readonly Limit[];
  whereTimeGoes?: (measured: Measured) => string;
}

/** A part that can be run. */
export interface Part<Ground> {
  letter: Letter;
  what: string;
  run: (ground: Ground) => Promise<Finding>;
}

const NONE = (): readonly Limit[] => [];
const NOTHING = (): string => '';

export const part = <Ground, Measured>({
  letter,
  what,
  measure,
  lines,
  limits = NONE,
  whereTimeGoes = NOTHING,
}: PartPlan<Ground, Measured>): Part<Ground> => ({
  letter,
  what,
  run: async (ground) => {
    const measured = await measure(ground);
    return {
      letter,
      measured,
      lines: lines(measured),
      limits: limits(measured),
      whereTimeGoes: whereTimeGoes(measured),
    };
  },
});
