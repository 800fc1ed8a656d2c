import { describe, expect, it } from '@jest/globals';
import { returnTo } from './return-to.js';

const ORIGIN = 'https://ops.example';

describe('after signing in', () => {
  it.each(['/queues', '/queues/queue/informatica%3Avm?status=failed', '/ops', '/ops?zone=vm', '/session'])(
    'one is back at %s',
    (page) => expect(returnTo(page, ORIGIN)).toBe(page),
  );

  it.each([
    ['another host', 'https://evil.example/queues'],
    ['another host by its own scheme', '//evil.example/queues'],
    ['another host by a backslash', '/\\evil.example/queues'],
    ['another host by a tab', '/\t/evil.example/queues'],
    ['a script', 'javascript:alert(1)//queues'],
    ['a page that is none of ours', '/docs'],
    ['a page that only begins like ours', '/queues.evil'],
    ['a way out of our pages', '/queues/../v1/jobs'],
    ['an encoded way out of our pages', '/queues/%2e%2e/v1/jobs'],
    ['the sign-in, which would begin again', '/sign-in'],
    ['a name of somebody at a host', '/queues@evil.example'],
    ['a relative path', 'queues'],
    ['too long a path', `/queues?${'x'.repeat(600)}`],
    ['nothing', undefined],
    ['a list', ['/queues', '/ops']],
  ])('nobody is sent to %s', (_what, asked) => expect(returnTo(asked, ORIGIN)).toBe('/session'));

  it('a path of ours stays a path, whatever stands behind it', () => {
    expect(returnTo('/queues//evil.example', ORIGIN)).toBe('/queues//evil.example');
    expect(returnTo('/ops\r\nset-cookie: a=b', ORIGIN)).not.toMatch(/[\r\n]/);
  });
});
