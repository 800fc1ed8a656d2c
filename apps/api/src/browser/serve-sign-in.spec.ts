import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LoneApi } from '../testing/lone-api.js';

const PAGE = 'text/html; charset=utf-8';
const PERSON = { accept: 'text/html,application/xhtml+xml' };
const OFF = { BROWSER_CLIENT_ID: '', BROWSER_ORIGIN: '', BROWSER_SESSION_KEY: '' };

let on: LoneApi;
let off: LoneApi;

beforeAll(async () => {
  const groups = { stranger: ['Canteen'], ops: ['ETLAAS_OPS'] };
  on = await LoneApi.start({ groups, settings: { RATE_LIMIT_FAILED_LOGINS: '2' } });
  off = await LoneApi.start({ groups, settings: OFF });
});
afterAll(() => Promise.all([on?.stop(), off?.stop()]));

describe('whoever has not signed in', () => {
  it.each(['/queues', '/queues/queue/x?status=failed'])(
    'is sent to sign in from %s, to come back to it',
    async (url) => {
      const { statusCode, headers } = await on.app.inject({ url, headers: PERSON });
      const back = `http://localhost/sign-in?returnTo=${encodeURIComponent(url)}`;
      expect([statusCode, headers.location, headers['www-authenticate']]).toEqual([302, back, undefined]);
    },
  );

  it.each([
    ['a program', '/queues', { accept: '*/*' }],
    ['the script of a page', '/queues/api/queues', { ...PERSON, 'sec-fetch-mode': 'cors' }],
    ['who asks for no page of ours', '/v1/jobs', PERSON],
  ])('is told so as a problem: %s', async (_who, url, headers) => {
    const answer = await on.app.inject({ url, headers });
    expect([answer.statusCode, answer.json()]).toEqual([401, expect.objectContaining({ code: 'UNAUTHENTICATED' })]);
  });

  it('is sent nowhere after a bad token, or with a change', async () => {
    const authorization = 'Bearer x';
    const bad = await on.app.inject({ url: '/queues', headers: { ...PERSON, authorization } });
    expect([bad.statusCode, bad.headers['content-type']]).toEqual([401, PAGE]);
    const change = await on.app.inject({ method: 'PUT', url: '/queues/api/queues/pause', headers: PERSON });
    expect([change.statusCode, change.headers['content-type']]).toEqual([401, PAGE]);
  });

  it('is told where nobody can sign in that a token is wanted', async () => {
    const { statusCode, headers, body } = await off.app.inject({ url: '/queues', headers: PERSON });
    expect([statusCode, headers['content-type'], body]).toEqual([401, PAGE, expect.stringContaining('not set up')]);
    for (const url of ['/sign-in', '/session']) expect((await off.app.inject({ url })).statusCode).toBe(404);
  });
});

describe('a page for people', () => {
  it('runs nothing, loads nothing, is framed by nobody, and sends its form to us only', async () => {
    const authorization = `Bearer ${await on.tokenOf('stranger')}`;
    const { statusCode, headers, body } = await on.app.inject({
      url: '/queues',
      headers: { ...PERSON, authorization },
    });
    expect([statusCode, headers['content-type'], headers['referrer-policy']]).toEqual([403, PAGE, 'same-origin']);
    expect(String(headers['content-security-policy']).split(';').sort()).toEqual([
      "base-uri 'none'",
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      expect.stringMatching(/^style-src 'sha256-[\w+/=]+'$/),
    ]);
    expect(body).toContain('Only members of the ops group may do this.');
    expect(body).not.toContain('<script');
  });

  it('shows what others wrote as text', async () => {
    const id = 'x"><script>alert(1)</script>';
    const { body } = await on.app.inject({ url: `/queues/${encodeURIComponent(id)}`, headers: PERSON });
    expect(body).not.toContain('<script');
  });
});

describe('a sign-in that is none', () => {
  it('is recorded, and counts as a failed login of its address', async () => {
    const [note, write] = [jest.spyOn(on.audit, 'note'), jest.spyOn(on.audit, 'write')];
    const ask = async () =>
      (await on.app.inject({ url: '/sign-in/callback?code=the-code&state=x', remoteAddress: '10.1.1.1' })).statusCode;
    expect([await ask(), await ask(), await ask()]).toEqual([401, 401, 429]);
    const refusals = note.mock.calls.filter(([{ event }]) => event === 'session.refused');
    const refusal = { event: 'session.refused', source_ip: '10.1.1.1', details: { code: 'UNAUTHENTICATED' } };
    // Over the limit the answer alone is recorded, and nobody waits for the disk.
    expect(refusals).toEqual([[expect.objectContaining(refusal)], [expect.objectContaining(refusal)]]);
    expect(write).not.toHaveBeenCalled();
    expect(JSON.stringify(refusals)).not.toContain('the-code');
  });
});
