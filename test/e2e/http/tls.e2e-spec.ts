import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Authority, type Pair } from '../../../libs/platform/src/testing/authority.js';
import { freePort } from '../../../libs/platform/src/testing/free-port.js';
import { assertAuditIsSound, auditChains } from '../../support/audit/audit-check.js';
import { Scrape } from '../../support/metrics.js';
import { programFile } from '../../support/paths.js';
import { Processes, type Running } from '../../support/processes.js';
import { type AuditRecord, runBuilt } from '../../support/sandbox.js';
import { waitFor, waitUntil } from '../../support/wait-until.js';

jest.setTimeout(60_000);

const KEY = 'k'.repeat(32);
const folder = mkdtempSync(join(tmpdir(), 'etlaas-tls-'));
const at = (name: string) => join(folder, name);
const file = (name: string, text: string) => {
  writeFileSync(at(name), text);
  return at(name);
};
const ours = new Authority(folder, 'ours');
const [first, second] = [ours.sign(), ours.sign()];
const CLIENT_CAS = ['REDIS_TLS_CA', 'LDAP_CA', 'AUDIT_SINK_CA'];
/** What a worker needs to start beside what the API has. */
const FOR_WORKER = {
  WORKER_ZONES: 'docker',
  SSH_PRIVATE_KEY: generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs1', format: 'pem' })
    .toString(),
  SSH_KNOWN_HOSTS: 'h1.socgen ssh-ed25519 AAAA',
  INFORMATICA_CREDENTIALS: 'domain,user,security_domain,password\nDOM_MAE_D01,svc,Native,xyz\n',
};
const processes = new Processes();
let api: Running;
let env: Record<string, string>;
let port: number;
let metricsPorts: [ofApi: number, ofWorker: number];

/** In the order in which most tools write them: between the two they go together with nothing. */
function write({ cert, key }: Pair): void {
  file('tls.crt', cert);
  file('tls.key', key);
}

beforeAll(async () => {
  write(first);
  metricsPorts = [await freePort(), await freePort()];
  port = await freePort();
  env = {
    PORT: `${port}`,
    HOST: 'localhost',
    METRICS_PORT: `${metricsPorts[0]}`,
    // Nobody listens there: what is asked here needs no Redis.
    REDIS_URL: 'rediss://127.0.0.1:1',
    AUDIT_SINK: 'file',
    AUDIT_DROP_DIR: mkdtempSync(at('drop-')),
    ...Object.fromEntries(CLIENT_CAS.map((name) => [`${name}_FILE`, file(name, ours.cert)])),
    ZONE_KEYS: `docker=${KEY}`,
    OIDC_ISSUER: 'https://login.example.com',
    OIDC_AUDIENCE: 'etlaas',
    AUDIT_DIR: at('audit'),
    AUDIT_KEYS: `test=${KEY}`,
    AUDIT_BALLAST_BYTES: '0',
    GCR_FILE: file('GCR.csv', 'domain,environment,trigram,kind\nDOM_MAE_D01,Development,MAE,owner\n'),
    INVENTORY_FILE: file('hosts.csv', 'hostname,domain,environment,zone\nh1.socgen,DOM_MAE_D01,Development,docker\n'),
    DIRECTORY_FILE: file('directory.csv', 'account,group\nmae-batch,ETL_MAE\n'),
    RULES_RELOAD_MS: '100',
    TLS_CERTIFICATE_FILE: at('tls.crt'),
    TLS_KEY_FILE: at('tls.key'),
  };
  api = processes.start({ name: 'api', command: process.execPath, args: [programFile('api')], env });
  await api.becomes('lives', async () => (await fetch(`http://127.0.0.1:${metricsPorts[0]}/health/live`)).ok);
  await api.becomes('is ready', () => api.log.includes('api ready'));
});
afterAll(async () => {
  await processes.endAll();
  rmSync(folder, { recursive: true });
});

async function status(agent: Agent | false): Promise<number> {
  const sent = request({ host: '127.0.0.1', port, path: '/health/live', ca: ours.cert, agent }).end();
  const [answer] = await once(sent, 'response');
  answer.resume();
  await once(answer, 'end');
  return answer.statusCode;
}

const records = (event: string) =>
  [...auditChains(at('audit')).values()]
    .flat()
    .map((line) => JSON.parse(line) as AuditRecord)
    .filter((record) => record.event === event);

describe('the API with HTTPS', () => {
  it('takes new certificates under load and records them, and loses no request', async () => {
    const kept = new Agent({ keepAlive: true });
    const seen: number[] = [];
    let isOver = false;
    const load = async (agent: Agent | false) => {
      while (!isOver) seen.push(await status(agent));
    };
    const loads = [load(kept), load(kept), load(false)];
    for (const [turn, pair] of [second, first].entries()) {
      file('tls.crt', pair.cert);
      await waitFor('the half is refused', () => records('configuration.refused')[turn]);
      write(pair);
      await waitFor('the whole is taken', () => records('configuration.reloaded')[turn]);
    }
    isOver = true;
    await Promise.all(loads);
    kept.destroy();
    expect(seen.length).toBeGreaterThan(10);
    expect(seen.filter((one) => one !== 200)).toEqual([]);
    expect(records('configuration.reloaded').map(({ file: name }) => name)).toEqual(Array(2).fill('TLS_CERTIFICATE'));
    for (const { key } of [first, second]) expect(api.log).not.toContain(key.split('\n')[1]);
  });

  it('follows the files by which it believes others, as a worker does', async () => {
    const own = { METRICS_PORT: `${metricsPorts[1]}`, AUDIT_DIR: at('worker-audit') };
    const worker = { name: 'worker', command: process.execPath, args: [programFile('worker')] };
    const running = processes.start({ ...worker, env: { ...env, ...FOR_WORKER, ...own } });
    const tells = (value: 0 | 1) => async () => {
      const lines = (await Scrape.of(metricsPorts[1])).text.split('\n');
      return CLIENT_CAS.every((name) => lines.includes(`etlaas_tls_file_refused{file="${name}"} ${value}`));
    };
    const allAre = (event: string) => () => {
      const names = records(event).map(({ file: name }) => name);
      return CLIENT_CAS.every((name) => names.includes(name));
    };
    await running.becomes('follows its files', tells(0));
    for (const name of CLIENT_CAS) file(name, ours.cert.slice(0, 300));
    await waitUntil('the worker refuses all', tells(1));
    await waitUntil('the API refuses all', allAre('configuration.refused'));
    const said = 'a certificate is refused; what was read before stays in use';
    await waitUntil('both say so', () => [api, running].every(({ log }) => log.includes(said)));
    for (const name of CLIENT_CAS) file(name, ours.cert + ours.cert);
    await waitUntil('the worker takes all', tells(0));
    await waitUntil('the API takes all', allAre('configuration.reloaded'));
    await running.end();
    assertAuditIsSound(at('worker-audit'), KEY);
  });

  it('ends at SIGTERM, whoever keeps a connection', async () => {
    const kept = new Agent({ keepAlive: true });
    expect(await status(kept)).toBe(200);
    expect(await api.end()).toEqual({ code: 0, signal: null });
    kept.destroy();
    assertAuditIsSound(at('audit'), KEY);
  });
});

it('the API does not start with a certificate that has expired, and without its key: all faults at once', async () => {
  file('tls.crt', ours.sign({ days: -1 }).cert);
  const { code, stdout, stderr } = await runBuilt('api', { ...env, TLS_CLIENT_CA_FILE: at('none') });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr.split('\n').filter((line) => line.includes('TLS_'))).toEqual([
    '  - TLS_CLIENT_CA: the file named by TLS_CLIENT_CA_FILE cannot be read (ENOENT)',
    expect.stringMatching(/^ {2}- TLS_CERTIFICATE: it expired on 20.+Z$/),
    '  - TLS_KEY: is not the key of the first certificate in TLS_CERTIFICATE',
  ]);
});
