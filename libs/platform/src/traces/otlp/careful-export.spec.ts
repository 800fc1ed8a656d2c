import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { AppLogger } from '../../logger.js';
import { CarefulExport } from './careful-export.js';

type Done = Parameters<SpanExporter['export']>[1];

const span = (traceFlags = 1) => ({ spanContext: () => ({ traceFlags }), resource: {} }) as unknown as ReadableSpan;
const [SUCCESS, FAILED] = [0, 1];

describe('the export of spans', () => {
  let exported: { count: number; done: Done }[];
  let warn: jest.Mock;
  let sending: CarefulExport;

  beforeEach(() => {
    jest.useFakeTimers();
    exported = [];
    warn = jest.fn();
    const exporter = {
      export: (spans: ReadableSpan[], done: Done) => void exported.push({ count: spans.length, done }),
      shutdown: async () => undefined,
    };
    sending = new CarefulExport(exporter, { warn } as unknown as AppLogger);
  });
  afterEach(() => void jest.useRealTimers());

  const offer = (count: number, flags?: number) => {
    for (let number = 0; number < count; number += 1) sending.onEnd(span(flags));
  };
  const answerAll = async (code: number) => {
    for (const { done } of exported.splice(0)) done({ code });
    await jest.advanceTimersByTimeAsync(1_000);
  };

  it('holds a bounded number while the collector says nothing, and counts and tells what is lost', () => {
    offer(10_000);
    expect(exported.map(({ count }) => count)).toEqual([512]);
    // One batch is under way, 4,096 wait.
    expect(sending.droppedSpans).toBe(10_000 - 512 - 4_096);
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('has room again once the collector takes them', async () => {
    offer(10_000);
    const before = sending.droppedSpans;
    while (exported.length > 0) await answerAll(SUCCESS);
    offer(100);
    expect(sending.droppedSpans).toBe(before);
  });

  it('counts what the collector refuses, and warns once a minute', async () => {
    for (const expected of [100, 200]) {
      offer(100);
      await jest.advanceTimersByTimeAsync(1_000);
      await answerAll(FAILED);
      expect(sending.droppedSpans).toBe(expected);
    }
    expect(warn).toHaveBeenCalledTimes(1);
    offer(1);
    await jest.advanceTimersByTimeAsync(60_000);
    await answerAll(FAILED);
    expect(warn).toHaveBeenCalledTimes(2);
  });

  it('sends nothing of a trace that is not recorded', async () => {
    offer(5_000, 0);
    await jest.advanceTimersByTimeAsync(5_000);
    expect([exported.length, sending.droppedSpans]).toEqual([0, 0]);
  });
});
