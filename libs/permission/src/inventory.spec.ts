import { describe, expect, it } from '@jest/globals';
import { AppError } from '#libs/platform';
import { chooseHost } from './choose-host.js';
import { Inventory } from './inventory.js';

const HEADER = 'hostname,domain,environment,zone,address,port,user,os_user,infa_home,gateway,security_domain\n';
const inventory = Inventory.parse(
  `${HEADER}A.socgen,DOM_A,Development,docker,127.0.0.1,2222,etl,infa,/opt/infa-10.5,gw.socgen:6005,Native\n` +
    'b1.socgen,DOM_B,Production,vm,,,,,,,\nb2.socgen,DOM_B,Production,vm,,,,,,,GDIA SCA\n',
);

describe('Inventory', () => {
  it('reads every column, and leaves out what a row leaves out', () => {
    expect(inventory.hostsFor('DOM_A', 'Development')).toEqual([
      {
        hostname: 'a.socgen',
        domain: 'DOM_A',
        environment: 'Development',
        zone: 'docker',
        address: '127.0.0.1',
        port: 2222,
        user: 'etl',
        osUser: 'infa',
        infaHome: '/opt/infa-10.5',
        gateway: 'gw.socgen:6005',
        securityDomain: 'Native',
      },
    ]);
    expect(inventory.hosts[1]?.port).toBeUndefined();
    expect(inventory.hosts[2]?.securityDomain).toBe('GDIA SCA');
    expect(inventory.zones).toEqual(['docker', 'vm']);
  });

  it.each([
    ['hostname', '-a.socgen,D,Production,vm,,,,,,,'],
    ['zone', 'a.socgen,D,Production,VM 1,,,,,,,'],
    ['address', 'a.socgen,D,Production,vm,1;id,,,,,,'],
    ['port', 'a.socgen,D,Production,vm,,0,,,,,'],
    ['port', 'a.socgen,D,Production,vm,,65536,,,,,'],
    ['user', 'a.socgen,D,Production,vm,,,Root,,,,'],
    ['os_user', 'a.socgen,D,Production,vm,,,,-u root,,,'],
    ['infa_home', 'a.socgen,D,Production,vm,,,,,opt/infa,,'],
    ['infa_home', "a.socgen,D,Production,vm,,,,,/opt/in'fa,,"],
    ['infa_home', 'a.socgen,D,Production,vm,,,,,/opt/../etc,,'],
    ['gateway', 'a.socgen,D,Production,vm,,,,,,gw.socgen,'],
    ['gateway', 'a.socgen,D,Production,vm,,,,,,gw.socgen:99999,'],
    ['security_domain', 'a.socgen,D,Production,vm,,,,,,,$HOME'],
  ])('refuses a wrong %s: %s', (column, row) => {
    expect(() => Inventory.parse(`${HEADER}${row}\n`)).toThrow(new RegExp(`IFARCRSERVER\\.csv:2: ${column} must`));
  });

  it.each(['-a.socgen', 'a.socgen:0', 'a.socgen:', 'Root@a.socgen', 'a@b@c', 'a b', '$(id)', 'a..b'])(
    'refuses the jump host %s',
    (jump) => {
      const text = `hostname,domain,environment,zone,jump_host\na.socgen,D,Production,vm,${jump}\n`;
      expect(() => Inventory.parse(text)).toThrow('IFARCRSERVER.csv:2: jump_host must be [user@]host[:port], or none');
    },
  );

  it('refuses a machine in two zones', () => {
    const text = 'hostname,domain,environment,zone\na.socgen,D,Production,vm\nA.socgen,E,Production,docker\n';
    expect(() => Inventory.parse(text)).toThrow('IFARCRSERVER.csv:3: a.socgen lies in zone vm by line 2');
  });

  it('refuses a domain in two zones of an environment, not of two', () => {
    const text = 'hostname,domain,environment,zone\na.socgen,D,Production,vm\nb.socgen,D,Development,docker\n';
    expect(Inventory.parse(text).hosts).toHaveLength(2);
    expect(() => Inventory.parse(`${text}c.socgen,D,Production,docker\n`)).toThrow(
      'IFARCRSERVER.csv:4: D in Production lies in zone vm by line 2',
    );
  });
});

describe('an inventory for the zones that a process serves', () => {
  const text = 'hostname,domain,environment,zone\na.socgen,D,Production,vm\nb.socgen,E,Production,moon\n';
  it('refuses a host in another zone, and says what to do', () => {
    expect(() => Inventory.parse(text, 'servers.csv', new Set(['vm', 'docker']))).toThrow(
      'servers.csv:3: zone moon has no key here: restart with its key in ZONE_KEYS',
    );
  });

  it('takes the others', () => {
    expect(Inventory.parse(text, 'servers.csv', new Set(['vm', 'moon'])).zones).toEqual(['vm', 'moon']);
  });
});

describe('chooseHost', () => {
  const choose = (domain: string, host?: string) => {
    const environment = domain === 'DOM_A' ? 'Development' : 'Production';
    try {
      return chooseHost(inventory, { domain, environment, host }, '.socgen').hostname;
    } catch (error) {
      if (error instanceof AppError) return [error.code, error.errors?.[0]];
      throw error;
    }
  };

  it.each([
    ['the only host', 'DOM_A', undefined, 'a.socgen'],
    ['the named host, in any case', 'DOM_B', 'B2.SocGen', 'b2.socgen'],
    [
      'no host when none is named of several',
      'DOM_B',
      undefined,
      ['HOST_REQUIRED', at('must be one of b1.socgen, b2.socgen')],
    ],
    [
      'no host of another domain',
      'DOM_B',
      'a.socgen',
      ['HOST_NOT_IN_DOMAIN', at('must be one of b1.socgen, b2.socgen')],
    ],
    ['no host with another suffix', 'DOM_B', 'b1.evil', ['VALIDATION_FAILED', at('must end in .socgen')]],
    ['no host where the domain has none', 'DOM_C', 'b1.socgen', ['DOMAIN_NOT_FOUND', undefined]],
  ])('gives %s', (_, domain, host, expected) => {
    expect(choose(domain, host)).toEqual(expected);
  });
});

function at(detail: string) {
  return { detail, parameter: 'host' };
}
