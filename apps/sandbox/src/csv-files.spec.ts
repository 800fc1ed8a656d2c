import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CsvDirectory, GcrRules, Inventory } from '#libs/permission';
import { writeCsvFiles } from './csv-files.js';
import type { EstateHost } from './estate.js';
import { ROOT } from './paths.js';

const HOST: EstateHost = {
  domain: 'DOM_MAE_D01',
  environment: 'Development',
  owner: 'MAE',
  hostname: 'etl-mae-d01.sandbox.socgen',
  zone: 'docker',
  transport: 'ssh',
  port: 2222,
  infaHome: '/srv/informatica',
  privateKey: '',
  knownHost: '',
  credentials: '',
};

const read = (path: string): string => readFileSync(path, 'utf8');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'etlaas-csv-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the files of the sandbox, by the readers of the apps', () => {
  it('give the domain to its trigram, and to the platform team by exception', () => {
    const rules = GcrRules.parse(read(writeCsvFiles(folder, [HOST]).gcr)).in('DOM_MAE_D01', 'Development');
    expect(rules.map(({ trigram, kind }) => [trigram, kind])).toEqual([
      ['MAE', 'owner'],
      ['E2S', 'exception'],
    ]);
  });

  it('lead to the host', () => {
    const { hosts } = Inventory.parse(read(writeCsvFiles(folder, [HOST]).inventory));
    expect(hosts).toHaveLength(1);
    expect(hosts[0]).toMatchObject({
      hostname: HOST.hostname,
      zone: 'docker',
      address: '127.0.0.1',
      port: 2222,
      user: 'infa',
      infaHome: '/srv/informatica',
    });
  });

  it.each([
    ['mae-batch', ['ETL_MAE_OPERATE']],
    ['mae-viewer', ['ETL_MAE_READ']],
    ['e2s-ops', ['ETL_E2S', 'ETLAAS_OPS']],
    ['alice', ['ETL_MAE_OPERATE']],
    ['oscar', ['ETLAAS_OPS']],
    ['stranger', []],
  ])('put %s into %j', async (account, groups) => {
    const directory = CsvDirectory.parse(read(writeCsvFiles(folder, [HOST]).directory));
    expect(await directory.groupsOf(account)).toEqual(groups);
  });
});

describe('the examples in config/', () => {
  it.each([
    ['GCR.csv', GcrRules.parse],
    ['IFARCRSERVER.csv', Inventory.parse],
    ['directory.csv', CsvDirectory.parse],
  ])('%s is accepted', (name, parse: (text: string) => unknown) => {
    expect(() => parse(read(join(ROOT, 'config', name)))).not.toThrow();
  });

  it('know no owner without a host', () => {
    const inventory = Inventory.parse(read(join(ROOT, 'config', 'IFARCRSERVER.csv')));
    const { rules } = GcrRules.parse(read(join(ROOT, 'config', 'GCR.csv')));
    const homeless = rules.filter(({ domain, environment }) => inventory.hostsFor(domain, environment).length === 0);
    expect(homeless).toEqual([]);
  });
});
