import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Authority } from '../../../libs/platform/src/testing/authority.js';
import { freePort } from '../../../libs/platform/src/testing/free-port.js';
import type { Outcome } from '../../support/vm/playbook.js';
import { SystemdVm } from '../../support/vm/systemd-vm.js';

jest.setTimeout(240_000);

/** What the app answers at /health/ready, one after another; the last one for good. */
type Answers = readonly [status: number, body: object][];

const READY: Answers = [[200, { status: 'ready' }]];
const WITHOUT_REDIS = {
  status: 'not ready',
  redis: { status: 'down', detail: 'Redis does not answer' },
  audit: { status: 'up' },
  zones: [{ zone: 'vm', workers: 1 }],
};

describe('a playbook where there is systemd', () => {
  const folder = mkdtempSync(join(tmpdir(), 'etlaas-restart-'));
  const secret = (name: string): string => join(folder, name);
  let vm: SystemdVm;
  let app: Server;
  let answers: [status: number, body: object][];

  const install = (vms: string[], ...args: string[]): Promise<Outcome> => vm.install(vms, args);
  const configure = (...args: string[]): Promise<Outcome> => install(['vm-1'], '--tags', 'configuration', ...args);
  const waitFor = (...args: string[]): Promise<Outcome> => install(['vm-1', 'vm-2'], '--tags', 'ready', ...args);
  const succeed = async (run: Promise<Outcome>): Promise<string> => {
    const { code, output } = await run;
    if (code !== 0) throw new Error(output);
    return output;
  };

  beforeAll(async () => {
    const port = await freePort();
    app = createServer((_, response) => {
      const [status, body] = (answers.length > 1 ? answers.shift() : answers[0]) ?? [500, {}];
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => app.listen(port, '127.0.0.1', resolve));
    for (const name of ['TLS_CERTIFICATE', 'ZONE_KEYS']) writeFileSync(secret(name), 'first');
    vm = SystemdVm.make(folder, {
      etlaas_settings: { METRICS_PORT: port, METRICS_HOST: '0.0.0.0' },
      etlaas_required_settings: [],
      etlaas_required_secrets: [],
      etlaas_secret_files: { TLS_CERTIFICATE: secret('TLS_CERTIFICATE'), ZONE_KEYS: secret('ZONE_KEYS') },
      etlaas_rule_files: {},
      etlaas_ready_within_s: 4,
    });
  });

  beforeEach(() => {
    answers = [...READY];
    vm.forget();
  });

  afterAll(() => {
    app.closeAllConnections();
    app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  describe('restarts the app', () => {
    it('at the first time, and says what of the secrets would want that', async () => {
      expect(await succeed(configure())).toContain('"msg": "ZONE_KEYS"');
      expect(vm.calls).toContain('restart etlaas-worker');
    });

    it('not for a certificate, which it reads anew', async () => {
      writeFileSync(secret('TLS_CERTIFICATE'), 'renewed');
      await succeed(configure());
      expect(readFileSync(vm.at('etc', 'secrets', 'TLS_CERTIFICATE'), 'utf8')).toBe('renewed');
      expect(vm.calls).not.toContain('restart');
    });

    it('for a key that it reads at its start', async () => {
      writeFileSync(secret('ZONE_KEYS'), 'rotated');
      await succeed(configure());
      expect(vm.calls).toContain('restart etlaas-worker');
    });

    it('for a certificate too where it looks at no file again', async () => {
      writeFileSync(secret('TLS_CERTIFICATE'), 'again');
      const settings = JSON.stringify({ etlaas_settings: { ...vm.settings, RULES_RELOAD_MS: 0 } });
      expect(await succeed(configure('--check', '-e', settings))).toContain('"msg": "TLS_CERTIFICATE"');
    });
  });

  it('touches none where one lacks something, and says what each does', async () => {
    const files = { AUDIT_KEYS: `${folder}/nowhere/{{ inventory_hostname }}` };
    const { code, output } = await waitFor('-e', JSON.stringify({ etlaas_secret_files: files }));
    expect(code).toBe(2);
    for (const name of ['vm-1', 'vm-2']) expect(output).toContain(`AUDIT_KEYS in ${folder}/nowhere/${name}`);
    expect(output).not.toContain('Wait until the app is ready');
  });

  it('rolls out no certificate that has expired', async () => {
    const authority = new Authority(folder, 'bank');
    writeFileSync(secret('TLS_CERTIFICATE'), authority.sign({ days: -1 }).cert);
    const { code, output } = await configure();
    expect([code, output.includes('these certificates have expired: TLS_CERTIFICATE')]).toEqual([2, true]);
    writeFileSync(secret('TLS_CERTIFICATE'), authority.sign().cert);
    await succeed(configure());
  });

  describe('goes on to the next VM', () => {
    it('as soon as the app is ready', async () => {
      answers = [[503, WITHOUT_REDIS], ...READY];
      const output = await succeed(waitFor('-e', 'etlaas_ready_within_s=60'));
      expect(output).toMatch(/FAILED - RETRYING: \[vm-1\].*ok: \[vm-1\].*ok: \[vm-2\]/s);
    });

    it('not while it is not, and says what keeps it and where to look', async () => {
      answers = [[503, WITHOUT_REDIS]];
      const { code, output } = await waitFor();
      expect(code).toBe(2);
      expect(output).toContain('etlaas-worker on vm-1 is not ready after 4 s (redis: down, Redis does not answer).');
      expect(output).toContain('`sudo journalctl -u etlaas-worker -n 50` says why');
      expect(output).toContain(
        'Its last lines: worker cannot start. The settings are wrong: |   - ZONE_KEYS: is missing',
      );
      expect(output).not.toMatch(/(ok|changed|RETRYING): \[vm-2\]/);
    });

    it('not where nobody answers', async () => {
      const settings = JSON.stringify({ etlaas_settings: { METRICS_PORT: await freePort() } });
      const { code, output } = await waitFor('-e', settings);
      expect(code).toBe(2);
      expect(output).toMatch(/is not ready after 4 s \(.*Connection refused/);
    });

    it('not where the port takes connections and nobody answers, and waits no longer for that', async () => {
      let connections = 0;
      const silent = createTcpServer(() => {
        connections += 1;
      });
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
      const settings = { etlaas_settings: { METRICS_PORT: (silent.address() as AddressInfo).port } };
      const { code, output } = await waitFor('-e', JSON.stringify(settings));
      silent.close();
      expect(code).toBe(2);
      expect(output).toMatch(/is not ready after 4 s \(.*timed out/);
      // It is given up after 5 s, and the 4 s are over then.
      expect(connections).toBe(1);
    });
  });
});
