import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ConnectionOptions, connect, type Server } from 'node:tls';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { asFiles, TlsEdge } from './testing/tls-edge.js';

jest.setTimeout(30_000);

const edge = new TlsEdge();
const { ours } = edge;
const [callers, others] = [edge.authority('callers'), edge.authority('others')];
const first = ours.sign();
const caller = callers.sign({ usage: 'clientAuth' });
const stranger = others.sign({ usage: 'clientAuth' });

beforeEach(() => edge.mount(asFiles(first)));
afterEach(() => edge.stop());
afterAll(() => edge.remove());

describe('a handshake', () => {
  it('gives TLS 1.3 and HTTP/1.1, and the request knows it', async () => {
    await edge.serve();
    const { body } = await edge.ask();
    expect(body).toBe('https');
    const probe = connect({ ...edge.place, ALPNProtocols: ['h2', 'http/1.1'] });
    await once(probe, 'secureConnect');
    expect([probe.getProtocol(), probe.alpnProtocol]).toEqual(['TLSv1.3', 'http/1.1']);
    probe.destroy();
  });

  it.each<[string, ConnectionOptions, string]>([
    ['TLS 1.2', { maxVersion: 'TLSv1.2' }, 'HTTP/1.1 200 OK'],
    ['a caller that trusts another authority', { ca: others.cert }, 'unable to verify|self-signed'],
    [
      'a cipher without authentication of what is sent',
      { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-SHA' },
      'alert handshake failure',
    ],
    ['HTTP/2 alone', { ALPNProtocols: ['h2'] }, 'alert no application protocol'],
  ])('with %s', async (_, options, expected) => {
    await edge.serve();
    expect(await edge.speak(options)).toMatch(new RegExp(expected));
  });

  it('is none with TLS 1.1, which this caller can speak with a server that has not our minimum', async () => {
    await edge.serve();
    const weak = { minVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const asking = () => edge.speak({ ...weak, maxVersion: 'TLSv1.1' });
    expect(await asking()).toMatch(/alert protocol version/);
    (edge.app.server as unknown as Server).setSecureContext({ ...first, ...weak });
    expect(await asking()).toBe('HTTP/1.1 200 OK');
  });

  it('has forward secrecy, whatever key we have', async () => {
    edge.mount(asFiles(ours.sign({ newKey: ['-newkey', 'rsa:2048'] })));
    await edge.serve();
    const bare = { maxVersion: 'TLSv1.2', ciphers: 'AES256-GCM-SHA384' } as const;
    expect([await edge.speak(bare), await edge.speak({ ...bare, ciphers: 'ECDHE-RSA-AES256-GCM-SHA384' })]).toEqual([
      expect.stringMatching(/alert handshake failure/),
      'HTTP/1.1 200 OK',
    ]);
  });

  it('is one for a connection', async () => {
    await edge.serve();
    const socket = connect({ ...edge.place, maxVersion: 'TLSv1.2' });
    await once(socket, 'secureConnect');
    const renegotiated = new Promise((resolve) => {
      socket.once('error', resolve);
      socket.renegotiate({}, resolve);
    });
    expect(await renegotiated).toMatchObject({ message: expect.stringContaining('no renegotiation') });
    socket.destroy();
  });

  it('may be TLS 1.3 alone', async () => {
    await edge.serve({ TLS_MIN_VERSION: 'TLSv1.3' });
    expect([await edge.speak({ maxVersion: 'TLSv1.2' }), await edge.speak()]).toEqual([
      expect.stringMatching(/alert protocol version/),
      'HTTP/1.1 200 OK',
    ]);
  });

  it('is not answered where somebody speaks plain HTTP; that is counted, and logged with nothing of it', async () => {
    await edge.serve();
    const socket = connectPlain(edge.place.port, edge.place.host).end('GET /secret HTTP/1.1\r\n\r\n');
    expect(await text(socket).catch(({ code }) => code)).not.toMatch(/HTTP/);
    expect(await edge.tells('etlaas_tls_handshakes_failed_total{reason="protocol"} 1')).toBe(true);
    const line = edge.logged.find(({ msg }) => msg === 'TLS handshake failed');
    expect(line).toMatchObject({ code: 'ERR_SSL_HTTP_REQUEST', ip: '127.0.0.1' });
    expect(JSON.stringify(edge.logged)).not.toContain('secret');
  });

  it('that takes too long ends the connection, and is answered nothing', async () => {
    await edge.serve();
    const connected = once(edge.app.server, 'connection');
    const silent = connectPlain(edge.place.port, edge.place.host);
    const [socket] = await connected;
    edge.app.server.emit('tlsClientError', Object.assign(new Error(), { code: 'ERR_TLS_HANDSHAKE_TIMEOUT' }), socket);
    expect(await text(silent)).toBe('');
    expect(edge.brokenRequests).toEqual([]);
  });
});

describe('a caller that must show a certificate', () => {
  const mutual = () => {
    edge.mount({ ...asFiles(first), 'ca.crt': callers.cert });
    return edge.serve({ TLS_CLIENT_CA_FILE: edge.at('ca.crt') });
  };

  it.each<[string, ConnectionOptions, string, number]>([
    ['one of our authority', caller, 'HTTP/1.1 200 OK', 0],
    ['none', {}, 'alert certificate required', 1],
    ['none, by TLS 1.2', { maxVersion: 'TLSv1.2' }, 'alert handshake failure', 1],
    ['one of another authority', stranger, '^$|ECONNRESET', 1],
    ['one that has expired', callers.sign({ usage: 'clientAuth', days: -1 }), '^$|ECONNRESET', 1],
    ['one for servers', callers.sign(), '^$|ECONNRESET', 1],
  ])('shows %s', async (_, options, expected, refused) => {
    await mutual();
    expect(await edge.speak(options)).toMatch(new RegExp(expected));
    expect(await edge.tells(`etlaas_tls_handshakes_failed_total{reason="certificate"} ${refused}`)).toBe(true);
  });

  it('is known no more once its authority is gone, by a session of before neither', async () => {
    await mutual();
    const socket = connect({ ...edge.place, ...caller });
    const [session] = await once(socket, 'session');
    socket.destroy();
    const resumed = connect({ ...edge.place, ...caller, session });
    await once(resumed, 'secureConnect');
    expect(resumed.isSessionReused()).toBe(true);
    resumed.destroy();
    edge.mount({ ...asFiles(first), 'ca.crt': others.cert });
    await edge.look();
    expect(await edge.speak({ ...caller, session })).toMatch(/^$|ECONNRESET/);
    expect(await edge.speak(stranger)).toBe('HTTP/1.1 200 OK');
  });
});
