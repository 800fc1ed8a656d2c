import { describe, expect, it } from '@jest/globals';
import { holdsForSettings } from '../../../libs/platform/src/testing/settings-cases.js';
import { readWorkerSettings, settingsShape } from './settings.js';

const GOOD = {
  REDIS_URL: 'redis://localhost:6379',
  ZONE_KEYS: `docker=${'d'.repeat(32)}`,
  AUDIT_KEYS: `one=${'a'.repeat(32)}`,
  WORKER_ZONES: 'docker',
  SSH_PRIVATE_KEY: 'key',
  SSH_KNOWN_HOSTS: 'a.socgen ssh-ed25519 AAAA',
  INFORMATICA_CREDENTIALS: 'domain,user,password\nDOM_A,svc,x\n',
};

describe('the settings of the worker', () => {
  it('are complete with those that have no default', () => {
    expect(readWorkerSettings(GOOD)).toMatchObject({ WORKER_ZONES: ['docker'], SSH_CHANNELS: 8, HOST_PORT: 22 });
  });

  it('must have the key of each served zone, and no other', () => {
    expect(() => readWorkerSettings({ ...GOOD, WORKER_ZONES: 'docker,vm' })).toThrow('has no key for vm');
    const foreign = `${GOOD.ZONE_KEYS},vm=${'v'.repeat(32)}`;
    expect(() => readWorkerSettings({ ...GOOD, ZONE_KEYS: foreign })).toThrow('which WORKER_ZONES does not serve');
  });

  it('name a transport for zones that are served, and only one that there is', () => {
    const { WORKER_TRANSPORTS } = readWorkerSettings({ ...GOOD, WORKER_TRANSPORTS: 'docker=ansible' });
    expect([...WORKER_TRANSPORTS]).toEqual([['docker', 'ansible']]);
    const withTransports = (text: string) => () => readWorkerSettings({ ...GOOD, WORKER_TRANSPORTS: text });
    expect(withTransports('vm=ssh')).toThrow('WORKER_TRANSPORTS: names vm, not in WORKER_ZONES');
    for (const wrong of ['docker=telnet', 'docker', 'docker=ssh,docker=ansible', '=ssh']) {
      expect(withTransports(wrong)).toThrow('WORKER_TRANSPORTS');
    }
  });

  holdsForSettings(settingsShape, 'AUDIT_HTTP_TOKEN');
});
