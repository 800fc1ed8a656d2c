import { describe, expect, it } from '@jest/globals';
import { CircuitBreaker } from './circuit-breaker.js';

function setUp() {
  const clock = { ms: 0 };
  return { clock, breaker: new CircuitBreaker(() => clock.ms) };
}

describe('CircuitBreaker', () => {
  it('lets everybody try while all is well', () => {
    const { breaker } = setUp();
    expect([breaker.mayTry(), breaker.mayTry(), breaker.isOpen]).toEqual([true, true, false]);
  });

  it('lets nobody try while it rests, then one, and nobody beside', () => {
    const { breaker, clock } = setUp();
    breaker.failed(100);
    clock.ms = 99;
    expect(breaker.mayTry()).toBe(false);
    clock.ms = 100;
    expect([breaker.mayTry(), breaker.mayTry(), breaker.isOpen]).toEqual([true, false, true]);
  });

  it('closes when the probe succeeds, and rests again when it fails', () => {
    const { breaker, clock } = setUp();
    breaker.failed(100);
    clock.ms = 100;
    breaker.mayTry();
    breaker.failed(100);
    clock.ms = 199;
    expect(breaker.mayTry()).toBe(false);
    clock.ms = 200;
    expect(breaker.mayTry()).toBe(true);
    breaker.succeeded();
    expect([breaker.mayTry(), breaker.mayTry(), breaker.isOpen]).toEqual([true, true, false]);
  });

  it('keeps the longer rest', () => {
    const { breaker, clock } = setUp();
    breaker.failed(1_000);
    breaker.failed(100);
    clock.ms = 999;
    expect(breaker.mayTry()).toBe(false);
  });
});
