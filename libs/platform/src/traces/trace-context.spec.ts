import { describe, expect, it } from '@jest/globals';
import { newTraceContext, readTraceContext } from './trace-context.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const GOOD = `00-${TRACE}-${SPAN}-01`;

describe('the context of a trace that somebody gives', () => {
  it.each([GOOD, `00-${TRACE}-${SPAN}-00`, `00-${TRACE}-${SPAN}-ff`])('is taken over: %s', (traceparent) => {
    expect(readTraceContext({ traceparent })).toEqual({ traceparent });
  });

  it.each([
    ['nothing', undefined],
    ['no text', 7],
    ['two headers', [GOOD, GOOD]],
    ['two headers that were joined', `${GOOD}, ${GOOD}`],
    ['an empty one', ''],
    ['a later version', GOOD.replace('00-', '01-')],
    ['the forbidden version', GOOD.replace('00-', 'ff-')],
    ['no trace', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['no span', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['upper case', GOOD.toUpperCase()],
    ['a short trace', GOOD.replace('4bf9', '')],
    ['a long span', `${GOOD.slice(0, -3)}0-01`],
    ['no flags', GOOD.slice(0, -3)],
    ['something behind it', `${GOOD}-what`],
    ['a line end behind it', `${GOOD}\n`],
    ['a space before it', ` ${GOOD}`],
    ['other digits', GOOD.replace('4', '４')],
    ['a header in it', `${GOOD}\r\nx-evil: 1`],
  ])('is not taken over: %s', (_what, traceparent) => {
    expect(readTraceContext({ traceparent })).toBeUndefined();
  });

  it('keeps its tracestate up to 512 printable characters', () => {
    const longest = 'a'.repeat(512);
    expect(readTraceContext({ traceparent: GOOD, tracestate: longest })).toEqual({
      traceparent: GOOD,
      tracestate: longest,
    });
  });

  it.each([
    ['too long', 'a'.repeat(513)],
    ['empty', ''],
    ['not printable', 'a=\n'],
    ['no text', ['a=1']],
  ])('loses a tracestate that is %s', (_what, tracestate) => {
    expect(readTraceContext({ traceparent: GOOD, tracestate })).toEqual({ traceparent: GOOD });
  });

  it('that is begun anew is another each time, good, and recorded by nobody', () => {
    const [one, other] = [newTraceContext(), newTraceContext()];
    expect(readTraceContext(one)).toEqual(one);
    expect(one.traceparent).toMatch(/-00$/);
    expect(other).not.toEqual(one);
  });
});
