import { describe, expect, it } from '@jest/globals';
import { Secret } from '#libs/platform';
import { signedHeaders } from './signature.js';
import { isGenuine } from './testing/receiver.js';

const OLD = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NEW = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
const secrets = (...keys: string[]) => keys.map((key) => new Secret(key));

/** The first is the example of Standard Webhooks; all were worked out by `openssl dgst -sha256 -mac HMAC`. */
const VECTORS: [string, string, number, string, string][] = [
  [
    OLD,
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    1614265330,
    '{"test": 2432232314}',
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  ],
  [
    NEW,
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    1614265330,
    '{"test": 2432232314}',
    'v1,hK4CWvngkaAwjY1pABLuUbOIkEJjW9tAapq1no4ojG0=',
  ],
  [NEW, 'msg_1', 1700000000, '{"name":"é"}', 'v1,ywk4QIW2C8QIPLjiCLZRcLvQf9qw5C1FJJI2UevQQrw='],
];

describe('a signature', () => {
  it.each(VECTORS)('with %s of %s at %i over %s', (key, id, timestampS, body, signature) => {
    expect(signedHeaders({ id, timestampS, body }, secrets(key))).toEqual({
      'webhook-id': id,
      'webhook-timestamp': String(timestampS),
      'webhook-signature': signature,
    });
  });

  it('stands beside another one while keys rotate', () => {
    const [[, id, timestampS, body, first], [, , , , second]] = VECTORS as [(typeof VECTORS)[0], (typeof VECTORS)[0]];
    const headers = signedHeaders({ id, timestampS, body }, secrets(OLD, NEW));
    expect(headers['webhook-signature']).toBe(`${first} ${second}`);
  });
});

describe('a receiver', () => {
  const nowS = 1_700_000_000;
  const headers = signedHeaders({ id: 'msg_1', timestampS: nowS, body: '{}' }, secrets(OLD, NEW));
  const sent = { url: '/', headers, body: '{}' };

  it.each([OLD, NEW])('that knows one of both keys believes it: %s', (key) => {
    expect(isGenuine(sent, `whsec_${key}`, nowS)).toBe(true);
  });

  it.each([
    ['another body', { ...sent, body: '{ }' }],
    ['another id', { ...sent, headers: { ...headers, 'webhook-id': 'msg_2' } }],
    ['another time', { ...sent, headers: { ...headers, 'webhook-timestamp': `${nowS + 1}` } }],
    ['no signature', { ...sent, headers: { ...headers, 'webhook-signature': 'v1,' } }],
  ])('does not believe %s', (_, forged) => {
    expect(isGenuine(forged, `whsec_${OLD}`, nowS)).toBe(false);
  });

  it('does not believe an old one that is sent again', () => {
    expect(isGenuine(sent, `whsec_${OLD}`, nowS + 301)).toBe(false);
  });
});
