import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest } from '@jest/globals';
import { HOSTS } from '../../support/stack/estate.js';
import { routes } from '../../support/stack/routes.js';
import { useStack } from '../../support/stack/use-stack.js';

jest.setTimeout(120_000);

const PASSPHRASE = 'opens the key of the worker';

/** Two keys are pinned for one host; the worker is the same process from the first test to the last. */
describe('a host whose key changes', () => {
  const { stack, api, test } = useStack({ workers: [] });
  const read = () => api().run('GET', routes.services());

  beforeAll(async () => {
    const { folder, sshd } = stack().parts;
    const [key, pins] = [join(folder, 'locked-key'), join(folder, 'both-pins')];
    copyFileSync(join(sshd.folder, 'login'), key);
    execFileSync('ssh-keygen', ['-q', '-p', '-P', '', '-N', PASSPHRASE, '-f', key]);
    expect(readFileSync(key, 'utf8')).not.toBe(sshd.privateKey);
    const { hostname } = HOSTS.pinned;
    writeFileSync(pins, sshd.knownAs(hostname, 'host') + sshd.knownAs(hostname, 'other'));
    const settings = { SSH_PRIVATE_KEY_FILE: key, SSH_PASSPHRASE: PASSPHRASE, SSH_KNOWN_HOSTS_FILE: pins };
    await stack().startWorker('worker', settings);
  });

  test('is served before, by a login key with a passphrase', async () => {
    expect(await read()).toMatchObject({ status: 'succeeded' });
  });

  test('is served after, by the same worker', async () => {
    const { pid } = stack().worker();
    await stack().parts.sshd.restart('other');
    expect(await read()).toMatchObject({ status: 'succeeded' });
    expect([stack().worker().isRunning, stack().worker().pid]).toEqual([true, pid]);
  });

  test('is refused with a third one', async () => {
    await stack().parts.sshd.restart('third');
    expect(await read()).toMatchObject({ status: 'failed', error: { code: 'HOST_KEY_REFUSED' } });
  });

  test('is served again when it goes back', async () => {
    await stack().parts.sshd.restart('host');
    expect(await read()).toMatchObject({ status: 'succeeded' });
  });

  test('whose passphrase stands in no log', () => {
    expect(stack().processes.everything).not.toContain(PASSPHRASE);
    return Promise.resolve();
  });
});
