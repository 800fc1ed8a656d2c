import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { type AddressInfo, connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import { createLogger, type FileState, readSettings } from '#libs/platform';
import { createAdapter } from '../http/fastify-app.js';
import { tlsRules, tlsSettings } from './settings.js';
import { Authority, type Pair } from './testing/authority.js';
import { Tls } from './tls.js';
import { exposeTls } from './tls-metrics.js';

jest.setTimeout(30_000);

const folder = mkdtempSync(join(tmpdir(), 'tls-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [ours, callers, others] = ['ours', 'callers', 'others'].map((name) => new Authority(folder, name)) as [
  Authority,
  Authority,
  Authority,
];
const [first, second] = [ours.sign(), ours.sign()];
const caller = callers.sign({ usage: 'clientAuth' });
const stranger = others.sign({ usage: 'clientAuth' });

/** As a secret of Kubernetes: a link to a folder, which is exchanged as a whole. */
let version = 0;
function mount(files: Record<string, string>): void {
  const own = `v${++version}`;
  mkdirSync(join(folder, own));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, own, name), content);
  symlinkSync(own, join(folder, '..next'));
  renameSync(join(folder, '..next'), join(folder, '..data'));
}
const at = (name: string) => join(folder, '..data', name);
const asFiles = ({ cert, key }: Pair) => ({ 'tls.crt': cert, 'tls.key': key });
const FILES = { TLS_CERTIFICATE_FILE: at('tls.crt'), TLS_KEY_FILE: at('tls.key') };

const logged: { level: string; msg: string; [fact: string]: unknown }[] = [];
const told: FileState[] = [];
let app: FastifyInstance;
let tls: Tls;
let registry: Registry;
const answerClientError = jest.fn();

/** The edge of the API, with a route that answers and one that goes on and on. */
async function serve(env: Record<string, string> = FILES): Promise<void> {
  const logger = createLogger('test', 'debug', { write: (line) => void logged.push(JSON.parse(line)) });
  tls = (await Tls.open(readSettings(tlsSettings, env, tlsRules), logger, env)) as Tls;
  registry = new Registry();
  exposeTls(registry, tls);
  app = createAdapter({ refuseAddress: () => {}, answerClientError, trustedHops: 0, tls }).getInstance();
  app.get('/', async ({ protocol }) => protocol);
  app.get('/events', (_, reply) => {
    const beat = setInterval(() => reply.raw.write('data: beat\n\n'), 5);
    reply.raw.once('close', () => clearInterval(beat));
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  tls.start(0, (state) => told.push(state));
}
const port = () => (app.server.address() as AddressInfo).port;

beforeEach(() => {
  logged.length = 0;
  told.length = 0;
  mount(asFiles(first));
});
afterEach(async () => {
  tls.stop();
  app.server.closeAllConnections();
  await app.close();
});

/** Two looks, as the clock would make them. */
async function look(): Promise<void> {
  await tls.watch.look();
  await tls.watch.look();
}

/** The first line of an answer, or why there is none. */
async function speak(options: ConnectionOptions = {}): Promise<string> {
  const socket = connect({ port: port(), host: '127.0.0.1', ca: ours.cert, ...options });
  socket.end('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  return text(socket).then(
    (answer) => answer.split('\r\n')[0] ?? '',
    ({ code, message }: NodeJS.ErrnoException) => `${code} ${message}`,
  );
}

/** One request on a connection of its own, or on one that is kept: its status, and the certificate it met. */
async function ask(agent?: Agent) {
  const options = { host: '127.0.0.1', port: port(), ca: ours.cert, agent: agent ?? false } as const;
  const sent = request(options).end();
  const [answer] = await once(sent, 'response');
  const socket = answer.socket as TLSSocket;
  const met = { status: answer.statusCode, cert: socket.getPeerCertificate().fingerprint256, socket };
  return { ...met, body: await text(answer) };
}
const shows = async (): Promise<string> => (await ask()).cert;
const fingerprintOf = ({ cert }: Pair): string => new X509Certificate(cert).fingerprint256;
const metric = async (line: string): Promise<boolean> => (await registry.metrics()).split('\n').includes(line);

describe('a handshake', () => {
  it('gives TLS 1.3 and HTTP/1.1, and the request knows it', async () => {
    await serve();
    const { body, socket } = await ask();
    expect(body).toBe('https');
    const probe = connect({ port: port(), host: '127.0.0.1', ca: ours.cert, ALPNProtocols: ['h2', 'http/1.1'] });
    await once(probe, 'secureConnect');
    expect([probe.getProtocol(), probe.alpnProtocol]).toEqual(['TLSv1.3', 'http/1.1']);
    probe.destroy();
    socket.destroy();
  });

  it.each<[string, ConnectionOptions, string]>([
    ['TLS 1.2', { maxVersion: 'TLSv1.2' }, 'HTTP/1.1 200 OK'],
    ['a caller that trusts another authority', { ca: others.cert }, 'unable to verify|self-signed'],
    [
      'TLS 1.1',
      { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
      'alert protocol version',
    ],
    [
      'a cipher without authentication of what is sent',
      { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-SHA' },
      'alert handshake failure',
    ],
    ['HTTP/2 alone', { ALPNProtocols: ['h2'] }, 'alert no application protocol'],
  ])('with %s', async (_, options, expected) => {
    await serve();
    expect(await speak(options)).toMatch(new RegExp(expected));
  });

  it('has forward secrecy, whatever key we have', async () => {
    mount(asFiles(ours.sign({ newKey: ['-newkey', 'rsa:2048'] })));
    await serve();
    const bare = { maxVersion: 'TLSv1.2', ciphers: 'AES256-GCM-SHA384' } as const;
    expect([await speak(bare), await speak({ ...bare, ciphers: 'ECDHE-RSA-AES256-GCM-SHA384' })]).toEqual([
      expect.stringMatching(/alert handshake failure/),
      'HTTP/1.1 200 OK',
    ]);
  });

  it('is one for a connection', async () => {
    await serve();
    const socket = connect({ port: port(), host: '127.0.0.1', ca: ours.cert, maxVersion: 'TLSv1.2' });
    await once(socket, 'secureConnect');
    const renegotiated = new Promise((resolve) => {
      socket.once('error', resolve);
      socket.renegotiate({}, resolve);
    });
    expect(await renegotiated).toMatchObject({ message: expect.stringContaining('no renegotiation') });
    socket.destroy();
  });

  it('may be TLS 1.3 alone', async () => {
    await serve({ ...FILES, TLS_MIN_VERSION: 'TLSv1.3' });
    expect([await speak({ maxVersion: 'TLSv1.2' }), await speak()]).toEqual([
      expect.stringMatching(/alert protocol version/),
      'HTTP/1.1 200 OK',
    ]);
  });

  it('is not answered where somebody speaks plain HTTP; that is counted, and logged with nothing of it', async () => {
    await serve();
    const socket = connectPlain(port(), '127.0.0.1').end('GET /secret HTTP/1.1\r\n\r\n');
    expect(await text(socket).catch(({ code }) => code)).not.toMatch(/HTTP/);
    expect(await metric('etlaas_tls_handshakes_failed_total{reason="protocol"} 1')).toBe(true);
    const line = logged.find(({ msg }) => msg === 'TLS handshake failed');
    expect(line).toMatchObject({ code: 'ERR_SSL_HTTP_REQUEST', ip: '127.0.0.1' });
    expect(JSON.stringify(logged)).not.toContain('secret');
  });

  it('that takes too long ends the connection, and is answered nothing', async () => {
    await serve();
    const connected = once(app.server, 'connection');
    const silent = connectPlain(port(), '127.0.0.1');
    const [socket] = await connected;
    app.server.emit('tlsClientError', Object.assign(new Error(), { code: 'ERR_TLS_HANDSHAKE_TIMEOUT' }), socket);
    expect(await text(silent)).toBe('');
    expect(answerClientError).not.toHaveBeenCalled();
  });
});

describe('a caller that must show a certificate', () => {
  const mutual = () => {
    mount({ ...asFiles(first), 'ca.crt': callers.cert });
    return serve({ ...FILES, TLS_CLIENT_CA_FILE: at('ca.crt') });
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
    expect(await speak(options)).toMatch(new RegExp(expected));
    expect(await metric(`etlaas_tls_handshakes_failed_total{reason="certificate"} ${refused}`)).toBe(true);
  });

  it('is known no more once its authority is gone, by a session of before neither', async () => {
    await mutual();
    const socket = connect({ port: port(), host: '127.0.0.1', ca: ours.cert, ...caller });
    const [session] = await once(socket, 'session');
    socket.destroy();
    const resumed = connect({ port: port(), host: '127.0.0.1', ca: ours.cert, ...caller, session });
    await once(resumed, 'secureConnect');
    expect(resumed.isSessionReused()).toBe(true);
    resumed.destroy();
    mount({ ...asFiles(first), 'ca.crt': others.cert });
    await look();
    expect(await speak({ ...caller, session })).toMatch(/^$|ECONNRESET/);
    expect(await speak(stranger)).toBe('HTTP/1.1 200 OK');
  });
});

describe('a new certificate', () => {
  it('is met by new connections, while those that are open go on: not one request is lost', async () => {
    await serve();
    const kept = new Agent({ keepAlive: true, maxSockets: 2 });
    const pairs = [second, first, second];
    let isOver = false;
    const statuses: number[] = [];
    const load = async (agent?: Agent) => {
      while (!isOver) statuses.push((await ask(agent)).status);
    };
    const loads = [kept, kept, undefined].map((agent) => load(agent));
    const events = request({ host: '127.0.0.1', port: port(), path: '/events', ca: ours.cert, agent: false }).end();
    const [stream] = await once(events, 'response');
    for (const pair of pairs) {
      mount(asFiles(pair));
      await look();
      expect(await shows()).toBe(fingerprintOf(pair));
      const before = statuses.length;
      while (statuses.length < before + 10) await once(stream, 'data');
    }
    expect(stream.socket.getPeerCertificate().fingerprint256).toBe(fingerprintOf(first));
    events.destroy();
    isOver = true;
    await Promise.all(loads);
    kept.destroy();
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    expect(told.map(({ name, refusal }) => [name, refusal])).toEqual(pairs.map(() => ['TLS_CERTIFICATE', undefined]));
  });

  it('whose key comes later is not taken before, and that is told', async () => {
    await serve();
    writeFileSync(at('tls.crt'), second.cert);
    await look();
    expect(await shows()).toBe(fingerprintOf(first));
    expect(await metric('etlaas_tls_file_refused{file="TLS_CERTIFICATE"} 1')).toBe(true);
    expect(logged.find(({ msg }) => msg.startsWith('a certificate is refused'))).toMatchObject({
      first: ['TLS_KEY: is not the key of the first certificate in TLS_CERTIFICATE'],
    });
    writeFileSync(at('tls.key'), second.key);
    await look();
    expect(await shows()).toBe(fingerprintOf(second));
    expect(await metric('etlaas_tls_file_refused{file="TLS_CERTIFICATE"} 0')).toBe(true);
    expect(told.map(({ refusal }) => refusal?.faults.length)).toEqual([1, undefined]);
    expect(JSON.stringify([logged, told])).not.toContain(second.key.split('\n')[1]);
  });

  it('that has expired is not taken, nor half of one, nor none', async () => {
    await serve();
    const old = ours.sign({ days: -1 });
    for (const files of [asFiles(old), { ...asFiles(second), 'tls.crt': second.cert.slice(0, 300) }, {}]) {
      mount(files);
      await look();
      expect([told.at(-1)?.refusal?.faults.length, await shows()]).toEqual([1, fingerprintOf(first)]);
    }
  });

  it('comes by its files alone: texts of the environment stay', async () => {
    await serve({ TLS_CERTIFICATE: first.cert, TLS_KEY_FILE: at('tls.key') });
    mount(asFiles(second));
    await look();
    expect([await shows(), told]).toEqual([fingerprintOf(first), []]);
  });
});

describe('the end of a certificate', () => {
  it.each([
    ['far', 365, 'info', 'the certificate is good'],
    ['near', 29, 'warn', 'the certificate expires soon'],
  ])('that is %s', async (_, days, level, msg) => {
    mount(asFiles(ours.sign({ days })));
    await serve();
    const line = logged.find((one) => one.msg === msg);
    expect(line).toMatchObject({ level, daysLeft: expect.any(Number), fingerprint: await shows() });
    const [, seconds] = /^etlaas_tls_certificate_expires_seconds (\d+)/m.exec(await registry.metrics()) ?? [];
    expect(Number(seconds) / 86_400).toBeCloseTo(days, 1);
  });
});
