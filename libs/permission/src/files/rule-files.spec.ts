import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLogger, readSettings } from '#libs/platform';
import { directorySettings } from '../ldap/settings.js';
import { inventorySettings, permissionSettings } from '../settings.js';
import { openRuleFiles } from './rule-files.js';

const logger = createLogger('test', 'silent');
const folder = mkdtempSync(join(tmpdir(), 'rules-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const SERVERS = 'hostname,domain,environment,zone\na.socgen,D,Production,vm\n';

let env: Record<string, string>;
beforeEach(() => {
  env = {
    GCR_FILE: write('GCR.csv', 'domain,environment,trigram,kind\nD,Production,MAE,owner\n'),
    INVENTORY_FILE: write('IFARCRSERVER.csv', SERVERS),
    DIRECTORY_FILE: write('directory.csv', 'account,group\nalice,ETL_MAE\n'),
  };
});
const open = (more: Record<string, string> = {}) => {
  const shape = { ...inventorySettings, ...permissionSettings, ...directorySettings };
  return openRuleFiles(readSettings(shape, { ...env, ...more }), logger, new Set(['vm']));
};

describe('the rule files of a process', () => {
  it('are watched, all three, and a new directory ends what is remembered of accounts', async () => {
    const { watch, grants, directory } = await open();
    expect(watch.states.map(({ name }) => name)).toEqual(['GCR.csv', 'IFARCRSERVER.csv', 'directory.csv']);
    expect((await grants.of('alice')).trigrams).toHaveLength(1);
    const before = directory.fileHash;
    write('directory.csv', 'account,group\nbob,ETL_MAE\n');
    await watch.look();
    await watch.look();
    const { grants: now, fileHash } = await grants.datedOf('alice');
    expect(now.trigrams).toEqual([]);
    expect(fileHash).toBe(watch.states[2]?.hash);
    expect(fileHash).not.toBe(before);
  });

  it('refuse a new inventory with a zone that this process does not serve', async () => {
    const { watch, inventory } = await open();
    write('IFARCRSERVER.csv', `${SERVERS}b.socgen,E,Production,moon\n`);
    await watch.look();
    await watch.look();
    expect(watch.states[1]?.refusal?.faults).toEqual([
      'IFARCRSERVER.csv:3: zone moon has no key here: restart with its key in ZONE_KEYS',
    ]);
    expect(inventory.current.value.zones).toEqual(['vm']);
  });

  it('do not open while one of them is wrong', async () => {
    write('GCR.csv', 'domain,environment,trigram,kind\nD,Production,MAE,exception\n');
    await expect(open()).rejects.toMatchObject({ faults: ['GCR.csv:2: D has no owner in Production'] });
  });

  it('know no directory.csv where the directory is LDAP', async () => {
    const ldap = {
      DIRECTORY_KIND: 'ldap',
      LDAP_URLS: 'ldaps://ad.example',
      LDAP_BIND_DN: 'cn=etlaas',
      LDAP_BIND_PASSWORD: 'x',
      LDAP_BASE_DN: 'dc=example',
    };
    const { watch, directory } = await open({ ...ldap, DIRECTORY_FILE: join(folder, 'none') });
    expect(watch.states.map(({ name }) => name)).toEqual(['GCR.csv', 'IFARCRSERVER.csv']);
    expect(directory.fileHash).toBeUndefined();
    await directory.close?.();
  });
});
