import type { Command } from './command.js';

/** When a part of an operation comes: a read has but one; a change looks before, acts, and looks again. */
export const PLAN_PHASES = ['read', 'before', 'effect', 'after'] as const;

/** One of `PLAN_PHASES`. */
export type PlanPhase = (typeof PLAN_PHASES)[number];

/**
 * A part of what an operation would do: the commands, in order, and in words what is looked at or done.
 *
 * What only the host can tell stands in square brackets: `[each service]` is one command for each of them.
 */
export interface PlannedStep {
  phase: PlanPhase;
  what: string;
  commands: readonly Command[];
}

/** What a read would do: its commands and what they tell. */
export const readPlan = (what: string, ...commands: Command[]): PlannedStep[] => [{ phase: 'read', what, commands }];
