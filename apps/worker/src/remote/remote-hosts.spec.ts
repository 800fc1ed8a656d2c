import { describe, expect, it } from '@jest/globals';
import { Inventory } from '#libs/permission';
import { Secret } from '#libs/platform';
import { type HostDefaults, RemoteHosts } from './remote-hosts.js';
import { buildScript } from './script/build-script.js';

const DEFAULTS: HostDefaults = { user: 'infa', port: 22, infaHome: '/opt/infa' };
const CREDENTIALS = 'domain,user,password\nDOM_A,svc,enc\n';
const HEADER = 'hostname,domain,environment,zone,address,port,user,jump_host,gateway,security_domain\n';

function hostOf(row: string, { credentials = CREDENTIALS, defaults = DEFAULTS } = {}) {
  const inventory = Inventory.parse(`${HEADER}a.socgen,DOM_A,Production,vm,${row}\n`);
  const hosts = new RemoteHosts({ current: { value: inventory } }, new Secret(credentials), defaults);
  return hosts.find({ host: 'a.socgen', domain: 'DOM_A', environment: 'Production', zone: 'vm' });
}

describe('a host of the worker', () => {
  it('has what its row says, else the defaults', () => {
    expect(hostOf(',,,,,')).toMatchObject({ address: 'a.socgen', port: 22, user: 'infa', securityDomain: 'Native' });
    expect(hostOf('10.0.0.1,2222,etl,,gw.socgen:6005,LDAP_BANK')).toMatchObject({
      address: '10.0.0.1',
      port: 2222,
      user: 'etl',
      gateway: 'gw.socgen:6005',
      securityDomain: 'LDAP_BANK',
    });
  });

  it.each([
    ['', undefined, undefined],
    ['jump.socgen', undefined, { hostname: 'jump.socgen', address: 'jump.socgen', port: 22, user: 'infa' }],
    ['hop@Jump.socgen:2022', undefined, { hostname: 'jump.socgen', address: 'jump.socgen', port: 2022, user: 'hop' }],
    ['', { hostname: 'zone.socgen' }, { hostname: 'zone.socgen', address: 'zone.socgen', port: 22, user: 'infa' }],
    ['none', { hostname: 'zone.socgen' }, undefined],
  ])('with jump_host "%s" and HOST_JUMP %j is reached through %j', (cell, jump, expected) => {
    const defaults = { ...DEFAULTS, ...(jump && { jump }) };
    expect(hostOf(`,,,${cell},,`, { defaults }).jump).toEqual(expected);
  });

  it('has the trust store of its domain, and its password only in the script', () => {
    const header = 'domain,user,security_domain,password,truststore,truststore_password\n';
    const host = hostOf(',,,,,', { credentials: `${header}DOM_A,svc,LDAP,enc,/opt/infa/trust,t'rust\n` });
    const step = { kind: 'together', commands: [{ program: 'date', args: [], timeoutMs: 1000 }] } as const;
    const { text } = buildScript(step, host, { jobId: 'j', remainingMs: 1000 });
    expect(text).toContain("INFA_TRUSTSTORE='/opt/infa/trust'; export INFA_TRUSTSTORE\n");
    expect(text).toContain("INFA_TRUSTSTORE_PASSWORD='t'\\''rust'; export INFA_TRUSTSTORE_PASSWORD\n");
    expect(JSON.stringify(host)).not.toContain("t'rust");
    expect(buildScript(step, hostOf(',,,,,'), { jobId: 'j', remainingMs: 1000 }).text).not.toContain('TRUSTSTORE');
  });

  it.each([
    ['truststore must be an absolute path', 'trust,x'],
    ['truststore must be given where its password is', ',x'],
  ])('refuses credentials whose %s', (fault, cells) => {
    const credentials = `domain,user,password,truststore,truststore_password\nDOM_A,svc,enc,${cells}\n`;
    expect(() => hostOf(',,,,,', { credentials })).toThrow(fault);
  });

  it('without a technical user of its domain is refused', () => {
    const credentials = 'domain,user,password\nDOM_B,svc,enc\n';
    expect(() => hostOf(',,,,,', { credentials })).toThrow('The worker has no technical user for DOM_A.');
  });
});
