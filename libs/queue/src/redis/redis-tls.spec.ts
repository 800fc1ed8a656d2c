import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger, readSettings } from '#libs/platform';
import { type Certificates, makeCertificates } from '../../../permission/src/ldap/testing/certificates.js';
import { freePort } from '../../../platform/src/testing/free-port.js';
import { RedisServer } from '../testing/redis-server.js';
import { RedisConnections } from './redis.js';
import { redisRules } from './redis-rules.js';
import { openRedisPlace, redisSettings } from './redis-settings.js';

const NAME = 'redis.bank.test';
const PASSWORD = 'not-in-any-log';
const SECRETS = /not-in-any-log|a-wrong-password|PRIVATE/;

const folder = mkdtempSync(join(tmpdir(), 'etlaas-redis-tls-'));
let server: RedisServer;
let port: number;
let ours: Certificates;
let others: Certificates;

/** Of a server whose certificate bears a name that nobody dials. */
const certificates = (name: string): Certificates => {
  const own = join(folder, name);
  mkdirSync(own);
  return makeCertificates(own, `10.9.8.7,DNS:${NAME}`);
};

beforeAll(async () => {
  [ours, others, port] = [certificates('ours'), certificates('others'), await freePort()];
  const files = ['--tls-ca-cert-file', ours.caFile, '--tls-cert-file', ours.certificateFile];
  const users = [
    'api',
    'on',
    `>${PASSWORD}`,
    '~*',
    '+@all',
    '--user',
    'default',
    'on',
    'nopass',
    '-@all',
    '+ping',
    '+info',
  ];
  const tls = ['--tls-port', String(port), '--tls-key-file', ours.keyFile, '--tls-auth-clients', 'yes'];
  server = await RedisServer.start(...tls, ...files, '--user', ...users);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Connections of an app with these settings over those that are right, and what it logs of them. */
async function openWith(env: Record<string, string>) {
  const lines: string[] = [];
  const logger = createLogger('api', 'info', { write: (line) => void lines.push(line) });
  const right = {
    REDIS_URL: `rediss://127.0.0.1:${port}`,
    REDIS_USERNAME: 'api',
    REDIS_PASSWORD: PASSWORD,
    REDIS_TLS_CA: ours.ca,
    REDIS_TLS_CERTIFICATE: readFileSync(ours.certificateFile, 'utf8'),
    REDIS_TLS_KEY: readFileSync(ours.keyFile, 'utf8'),
    REDIS_TLS_SERVER_NAME: NAME,
  };
  const settings = readSettings(redisSettings, { ...right, ...env }, redisRules);
  return { lines, connections: new RedisConnections(await openRedisPlace(settings), logger) };
}

/** What Redis answers, or what the log says of why it does not. */
async function tryWith(env: Record<string, string>): Promise<string> {
  const { lines, connections } = await openWith(env);
  const redis = connections.open('working');
  const fault = new Promise<string>((resolve) => redis.once('error', (error: Error) => resolve(error.message)));
  const said = await Promise.race([redis.set('key', 'value').catch((error: Error) => error.message), fault]);
  connections.close();
  expect(lines.join('') + said).not.toMatch(SECRETS);
  return lines.length === 0 ? String(said) : lines.join('');
}

describe('Redis that speaks TLS and asks for a certificate, a user and a password', () => {
  it('lets in who has them all', async () => {
    expect(await tryWith({})).toBe('OK');
  });

  it.each<[string, () => Record<string, string>, RegExp]>([
    [
      'a server that another CA signed',
      () => ({ REDIS_TLS_CA: others.ca }),
      /unable to verify|signature failure|self.signed/,
    ],
    ['a server that no usual CA signed', () => ({ REDIS_TLS_CA: '' }), /unable to verify|self.signed/],
    [
      'a server with another name',
      () => ({ REDIS_TLS_SERVER_NAME: 'other.bank.test' }),
      /other\.bank\.test.* not in the cert/,
    ],
    ['a server under its address alone', () => ({ REDIS_TLS_SERVER_NAME: '' }), /127\.0\.0\.1 is not in the cert/],
    [
      'no certificate of ours',
      () => ({ REDIS_TLS_CERTIFICATE: '', REDIS_TLS_KEY: '' }),
      /certificate required|ECONNRESET|closed/,
    ],
    ['a wrong password', () => ({ REDIS_PASSWORD: 'a-wrong-password' }), /WRONGPASS/],
    ['no user', () => ({ REDIS_USERNAME: '', REDIS_PASSWORD: '' }), /NOPERM/],
  ])('refuses %s, and says so without any secret', async (_, env, fault) => {
    expect(await tryWith(env())).toMatch(fault);
  });
  /** The login's error is given to all who wait, and whoever logs it logs what it holds. */
  it('tells those who wait of a refused login, without the password', async () => {
    const { connections } = await openWith({ REDIS_PASSWORD: 'a-wrong-password' });
    const error = await connections
      .open('working')
      .get('key')
      .catch((thrown: unknown) => thrown);
    connections.close();
    expect(error).toMatchObject({ message: expect.stringContaining('WRONGPASS') });
    expect(JSON.stringify(error) + inspect(error)).not.toMatch(SECRETS);
  });
});
