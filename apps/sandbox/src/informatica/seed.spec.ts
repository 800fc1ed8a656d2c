import { describe, expect, it } from '@jest/globals';
import { SANDBOX_DOMAINS, seedOf } from './seed.js';
import { isAlive } from './state/domain.js';

const NOW = Date.UTC(2026, 0, 5);

describe('seedOf', () => {
  it.each(SANDBOX_DOMAINS)('%s: its services run, its ids are fresh, people and one service are signed in', (name) => {
    const { services, connections, nextConnectionId } = seedOf(name, 'x', NOW);
    const running = services.filter((service) => isAlive(service, NOW));
    expect(running.every(({ enabled }) => enabled)).toBe(true);
    expect(running.map(({ type }) => type).sort()).toEqual(name === 'DOM_MAE_D01' ? ['IS', 'IS', 'RS'] : ['IS', 'RS']);
    expect(new Set(connections.map(({ id }) => id)).size).toBe(connections.length);
    expect(Math.max(...connections.map(({ id }) => id))).toBe(nextConnectionId - 1);
    expect(connections.filter(({ service }) => service !== '')).toHaveLength(1);
  });

  it('gives REP_MAE_D01 at least 12 connections of at least 4 people', () => {
    const people = seedOf('DOM_MAE_D01', 'x', NOW).connections.filter(({ service }) => service === '');
    expect(people.length).toBeGreaterThanOrEqual(12);
    expect(new Set(people.map(({ user }) => user)).size).toBeGreaterThanOrEqual(4);
    expect(
      people.every(({ returnsAfterMs, repository }) => returnsAfterMs === 60_000 && repository === 'REP_MAE_D01'),
    ).toBe(true);
  });
});
