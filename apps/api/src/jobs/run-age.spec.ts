import { expect, it } from '@jest/globals';
import { operationsByName } from '#libs/informatica';
import { ageOfRun } from './run-age.js';

const STARTED = '2026-01-30T08:00:00.000Z';
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const INPUT = { service: 'INT_A' };
const LIMIT_MS = operationsByName.get('integration-service.start')?.runLimitMs(INPUT) ?? 0;

const ageOf = (operation: string, input: Record<string, unknown>, ageMs: number) =>
  ageOfRun({ operation, input, startedAt: STARTED }, Date.parse(STARTED) + ageMs);

it.each([
  [0, 'young'],
  [LIMIT_MS + 10 * MINUTE_MS, 'young'],
  [LIMIT_MS + 11 * MINUTE_MS, 'late'],
  [LIMIT_MS + DAY_MS, 'late'],
  [LIMIT_MS + DAY_MS + 1, 'over'],
])('a run of %d ms is %s', (ageMs, age) => {
  expect(LIMIT_MS).toBeGreaterThan(MINUTE_MS);
  expect(ageOf('integration-service.start', INPUT, ageMs)).toBe(age);
});

it.each<[string, string, Record<string, unknown>]>([
  ['an operation', 'workflow.start', {}],
  ['an input', 'integration-service.start', { ...INPUT, gently: true }],
])('a run by %s of a newer release goes on for a day, and no longer', (_, operation, input) => {
  expect(ageOf(operation, input, DAY_MS)).toBe('young');
  expect(ageOf(operation, input, DAY_MS + 1)).toBe('over');
});
