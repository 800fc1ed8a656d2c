import { expect, it, jest } from '@jest/globals';
import type { Producer } from '@platformatic/kafka';
import { SharedProducer } from './shared-producer.js';

const never = () => new Promise<never>(() => undefined);
const aProducer = (parts: { send?: () => Promise<unknown>; close?: () => Promise<void> }) =>
  Promise.resolve(parts as unknown as Producer);

it.each([
  ['hangs while it is closed', aProducer({ close: never })],
  ['is never made', never()],
  ['cannot be closed', aProducer({ close: () => Promise.reject(new Error('a stream')) })],
])('a producer that %s is waited for no longer than it may be', async (_, producer) => {
  const begunAt = performance.now();
  await new SharedProducer(producer, 50).close();
  expect(performance.now() - begunAt).toBeLessThan(1_000);
});

it('a send that failed is told, however its producer closes', async () => {
  const send = () => Promise.reject(new Error('no broker'));
  const close = jest.fn(never);
  const shared = new SharedProducer(aProducer({ send, close }), 50);
  await expect(shared.send([])).rejects.toThrow('no broker');
  expect([close.mock.calls.length, shared.isOver]).toEqual([1, true]);
});
