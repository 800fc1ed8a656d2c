import { describe, expect, it } from '@jest/globals';
import { readEvent } from './playbook-events.js';

describe('a line of the playbook', () => {
  it.each<[string, unknown]>([
    ['{"event": "task-begun"}', { event: 'task-begun' }],
    [
      '{"event": "script-ended", "output": "b3V0", "errors": ""}',
      { event: 'script-ended', output: 'b3V0', errors: '' },
    ],
    ['{"event": "unreachable", "message": "no route"}', { event: 'unreachable', message: 'no route' }],
  ])('%s is an event', (line, event) => expect(readEvent(line)).toEqual(event));

  it.each([
    '',
    '[WARNING]: provided hosts list is empty',
    '{"event": "script-ended"}',
    '{"event": "script-ended", "output": "no base64!", "errors": ""}',
    '{"event": "something-else"}',
    '{"event": "task-begun"',
    '{}',
  ])('%s is none', (line) => expect(readEvent(line)).toBeUndefined());
});
