import { describe, expect, it } from '@jest/globals';
import { isLoopback } from './loopback.js';

describe('a host', () => {
  it.each(['localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]'])('%s is this machine', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each([
    '',
    'localhost.example',
    '127.0.0.1.example',
    '1127.0.0.1',
    '128.0.0.1',
    '127.0.0.1:80',
    '::2',
    'LOCALHOST',
  ])('%s is not', (host) => expect(isLoopback(host)).toBe(false));
});
