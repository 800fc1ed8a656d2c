import { describe, expect, it, jest } from '@jest/globals';
import { AppError } from '../errors.js';
import { currentContext, runInContext } from '../request-context.js';
import { NO_TRACES } from './no-traces.js';
import type { Span } from './span.js';
import { traced, within } from './traced.js';

/** A span that writes down what becomes of it and of those under it. */
function noted(name: string, notes: string[]): Span {
  return {
    context: { traceparent: name },
    traceId: 'one',
    child: (below) => noted(`${name}/${below}`, notes),
    set: () => undefined,
    fail: (type) => void notes.push(`${name} fails: ${type}`),
    end: () => void notes.push(`${name} ends`),
  };
}

describe('work within a span', () => {
  const fail = () => {
    throw new AppError('HOST_UNREACHABLE', 'it cannot be reached');
  };

  it.each([
    ['recorded', noted('job', [])],
    ['quiet', NO_TRACES.begin('job', {})],
  ])('that is %s rejects where the work throws', async (_, span) => {
    await expect(within(span, fail)).rejects.toMatchObject({ code: 'HOST_UNREACHABLE' });
    await expect(within(span, async () => fail())).rejects.toMatchObject({ code: 'HOST_UNREACHABLE' });
    expect(await within(span, () => 1)).toBe(1);
  });
});

describe('traced work', () => {
  it('is under the span of the code that runs, and ends its own, also where it fails', async () => {
    const notes: string[] = [];
    const fail = async () => Promise.reject(new AppError('HOST_UNREACHABLE', 'secret.socgen cannot be reached'));
    const work = () => traced('outer', {}, () => traced('inner', {}, fail)).catch((error: AppError) => error.code);
    const span = noted('job', notes);
    expect(await runInContext({ correlationId: 'c', span }, work)).toBe('HOST_UNREACHABLE');
    expect(notes).toEqual([
      'job/outer/inner fails: HOST_UNREACHABLE',
      'job/outer/inner ends',
      'job/outer fails: HOST_UNREACHABLE',
      'job/outer ends',
    ]);
  });

  it('is only the work where traces are off', async () => {
    const span = NO_TRACES.begin('job', {});
    const child = jest.spyOn(span, 'child');
    const context = { correlationId: 'c', span };
    const seen = await runInContext(context, () => traced('outer', {}, async () => currentContext()));
    expect(seen).toBe(context);
    expect(child).not.toHaveBeenCalled();
  });
});
