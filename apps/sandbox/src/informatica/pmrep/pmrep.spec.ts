import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { longDate, shortDate } from '../dates.js';
import { aHome, PASSWORD } from '../test-home.js';

const CONNECT = 'pmrep connect -r REP_MAE_D01 -d DOM_MAE_D01 -n svc_etlaas -s Native -X INFA_DEFAULT_DOMAIN_PASSWORD';
const BANNER = `Informatica(r) PMREP, version [10.1.1 HotFix2], build [1507.1025], LINUX 64-bit
Copyright (c) 1993-2017 Informatica LLC. All Rights Reserved.
See patents at https://www.informatica.com/legal/patents.html.


`;
/** Removes the frame; fails when it is not there. */
const inside = (stdout: string) =>
  /Invoked at \w{3} \w{3} \d\d [\d:]{8} \d{4}\n\n([\s\S]*)\n\nCompleted at .*\n$/.exec(stdout)?.[1];

let host: ReturnType<typeof aHome>;
const run = async (line: string, env = {}) => {
  const { stdout, exitCode } = await host.run(line, env);
  return { text: inside(stdout), exitCode };
};
const listed = async () => (await run('pmrep listuserconnections')).text ?? '';
const ids = () => host.domain().connections.map(({ id }) => id);

beforeEach(() => {
  host = aHome();
});

describe('pmrep connect', () => {
  it('prints banner, times and the connected line', async () => {
    host = aHome({ delayScale: 1 });
    const before = host.now();
    const { stdout, exitCode } = await host.run(CONNECT);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(`${BANNER}Invoked at ${longDate(before)}

Connected to repository REP_MAE_D01 in DOM_MAE_D01 as user svc_etlaas
connect completed successfully.

Completed at ${longDate(before + 2000)}
`);
  });

  it.each([
    ['glued arguments', 'pmrep Connect -rREP_MAE_D01 -dDOM_MAE_D01 -nsvc_etlaas -XINFA_DEFAULT_DOMAIN_PASSWORD -t30'],
    ['a plain password by -x', `pmrep connect -r REP_MAE_D01 -d DOM_MAE_D01 -n svc_etlaas -x ${PASSWORD}`],
    ['host and port', `${CONNECT.replace('-d DOM_MAE_D01', '-h etl-mae-d01.sandbox.socgen -o 6005')}`],
  ])('takes %s', async (_, line) => {
    expect(await run(line)).toMatchObject({ exitCode: 0 });
  });

  it.each([
    [
      'an unknown repository',
      CONNECT.replace('REP_MAE_D01', 'REP_X'),
      '[REP_55102] Failed to connect to repository service [REP_X].\nRepository connection failed.',
    ],
    ['an Integration Service', CONNECT.replace('REP_MAE_D01', 'INT_MAE_D01'), 'REP_55102'],
    [
      'an unknown domain',
      CONNECT.replace('DOM_MAE_D01', 'DOM_X'),
      '[PCSF_46007] No gateway is available for the domain [DOM_X].\nRepository connection failed.',
    ],
    ['another user', CONNECT.replace('svc_etlaas', 'other'), 'Repository connection failed.'],
    ['a plain password by -X', CONNECT.replace('INFA_DEFAULT_DOMAIN_PASSWORD', 'PLAIN'), '[UM_10205]'],
    ['an unset variable', CONNECT.replace('INFA_DEFAULT_DOMAIN_PASSWORD', 'UNSET'), '[UNSET]'],
    ['the name of a variable by -x', CONNECT.replace('-X', '-x'), '[UM_10205]'],
    ['no repository', 'pmrep connect -d DOM_MAE_D01', 'Usage: connect\n   -r <repository_name>'],
    ['an unknown option', `${CONNECT} -z`, 'Usage: connect'],
  ])('refuses %s', async (_, line, text) => {
    const refused = await run(line, { PLAIN: PASSWORD });
    expect(refused.exitCode).toBe(1);
    expect(refused.text).toContain(text);
    expect(refused.text).toMatch(/Failed to execute connect\.$/);
    expect((await run('pmrep listuserconnections')).exitCode).toBe(1);
  });

  it('cannot connect to a Repository Service that is down', async () => {
    await host.run('infacmd DisableService -sn REP_MAE_D01 -mo Complete');
    expect((await run(CONNECT)).text).toContain('REP_55102');
  });
});

describe('the connection file', () => {
  it('is private, and in the home directory unless INFA_REPCNX_INFO says otherwise', async () => {
    await host.run(CONNECT);
    expect(statSync(join(host.home, 'pmrep.cnx')).mode & 0o777).toBe(0o600);
    const env = { INFA_REPCNX_INFO: join(host.home, 'own.cnx') };
    expect((await run('pmrep listuserconnections', env)).exitCode).toBe(1);
    await host.run(CONNECT, env);
    expect(readFileSync(env.INFA_REPCNX_INFO, 'utf8')).not.toContain('svc_etlaas');
    expect((await run('pmrep listuserconnections', env)).exitCode).toBe(0);
  });

  it('lets a second job that shares it decide on which repository the first works', async () => {
    host.edit(({ services, connections }) => {
      const first = services.find(({ name }) => name === 'REP_MAE_D01');
      if (first) services.push({ ...first, name: 'REP_OTHER' });
      connections.push({ ...connections[0], id: 99, repository: 'REP_OTHER' } as (typeof connections)[number]);
    });
    await host.run(CONNECT);
    await host.run(CONNECT.replace('REP_MAE_D01', 'REP_OTHER'));
    expect((await run('pmrep killuserconnection -i 99')).exitCode).toBe(0);
    expect((await run('pmrep killuserconnection -i 15')).exitCode).toBe(1);
  });

  it('is removed by cleanup, which fails as a first command', async () => {
    await host.run(CONNECT);
    expect(await run('pmrep CleanUp')).toEqual({ text: 'cleanup completed successfully.', exitCode: 0 });
    expect(await run('pmrep cleanup')).toEqual({ text: 'Failed to execute cleanup.', exitCode: 1 });
    expect(await run('pmrep listuserconnections')).toEqual({
      text: 'Failed to execute listuserconnections.',
      exitCode: 1,
    });
  });

  it('is checked again by each command', async () => {
    await host.run(CONNECT);
    host.rules({ program: 'pmrep', command: 'listuserconnections', does: 'login-refused' });
    expect(await run('pmrep listuserconnections')).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining('UM_10205'),
    });
  });
});

describe('pmrep listuserconnections', () => {
  beforeEach(() => host.run(CONNECT));

  it('names the fields, pmrep itself included', async () => {
    const [first] = host.domain().connections;
    const text = await listed();
    expect(text.split('\n').slice(0, 9)).toEqual([
      '15 : adupont',
      '     Application : Repository Manager',
      '     Service : ',
      '     Host name : ws0815',
      '     Host address : 10.1.2.3',
      `     Login time : ${shortDate(first?.loginAt ?? 0)}`,
      `     Last activity time : ${shortDate(first?.lastActivityAt ?? 0)}`,
      '     Process id : 4711',
      '     Status : Active',
    ]);
    expect(text).toMatch(/\d+ : svc_etlaas\n {5}Application : pmrep\n/);
    expect(text).toMatch(/\nlistuserconnections completed successfully\.$/);
  });

  it('prints nine bare lines a connection when labels are off', async () => {
    host.settings({ connectionLabels: false, delayScale: 0 });
    const lines = (await listed()).split('\n').filter((line) => line.trim() !== '');
    expect(lines).toHaveLength(9 * (ids().length + 1) + 1);
    expect(lines.slice(0, 5)).toEqual([
      '15 : adupont',
      '     Repository Manager',
      '     -',
      '     ws0815',
      '     10.1.2.3',
    ]);
  });

  it('has its own connection only while it lists, under an id that is never used again', async () => {
    const before = ids();
    const own = async () => /(\d+) : svc_etlaas/.exec(await listed())?.[1];
    const [first, second] = [await own(), await own()];
    expect(Number(second)).toBeGreaterThan(Number(first));
    expect(ids()).toEqual(before);
  });
});

describe('pmrep killuserconnection', () => {
  beforeEach(() => host.run(CONNECT));

  it('kills one by id', async () => {
    expect(await run('pmrep killuserconnection -i 15')).toEqual({
      text: 'killuserconnection completed successfully.',
      exitCode: 0,
    });
    expect(ids()).not.toContain(15);
    expect(ids()).toContain(16);
    expect(host.effects()).toEqual(['15']);
  });

  it('kills all of a user by name, in any case', async () => {
    await run('pmrep KillUserConnection -n ADUPONT');
    expect(host.domain().connections.some(({ user }) => user === 'adupont')).toBe(false);
    expect(host.effects()).toEqual(['15', '20', '25']);
  });

  it('kills all others by -a', async () => {
    await run('pmrep killuserconnection -a');
    expect(ids()).toEqual([]);
  });

  it('closes all connections of an Integration Service with one of them', async () => {
    host.edit(({ connections }) => {
      const own = connections.find(({ service }) => service === 'INT_MAE_D01');
      if (own) connections.push({ ...own, id: 90 });
    });
    await run('pmrep killuserconnection -i 90');
    expect(host.domain().connections.filter(({ service }) => service !== '')).toEqual([]);
  });

  it('lets people sign in again 60 s later, under a new id', async () => {
    await run('pmrep killuserconnection -i 15');
    const killedAt = host.now();
    const open = async () => (await listed()).match(/^\d+ : adupont$/gm);
    expect(await open()).toEqual(['20 : adupont', '25 : adupont']);
    host.advance(59_999);
    expect(await open()).toHaveLength(2);
    const { nextConnectionId } = host.domain();
    host.advance(1);
    expect(await open()).toEqual(['20 : adupont', '25 : adupont', `${nextConnectionId} : adupont`]);
    expect(host.domain().connections.at(-1)).toMatchObject({ user: 'adupont', loginAt: killedAt + 60_000 });
  });

  it.each([['-i 4242'], ['-n nobody'], ['-i 15 -n adupont'], [''], ['-i 15x'], ['-i']])(
    'refuses "%s"',
    async (options) => {
      const before = ids();
      const refused = await run(`pmrep killuserconnection ${options}`.trim());
      expect(refused).toMatchObject({
        exitCode: 1,
        text: expect.stringMatching(/Failed to execute killuserconnection\.$/),
      });
      expect(ids()).toEqual(before);
    },
  );
});

describe('pmrep without a connection', () => {
  it.each([
    ['version', /^version completed/, 0],
    ['help connect', /^Usage: connect\n {3}-r <repository_name>\n/, 0],
    ['showconnectioninfo', /^Failed to execute showconnectioninfo\.$/, 1],
    ['stop', /Failed to execute stop\.$/, 1],
  ])('%s', async (line, text, exitCode) => {
    expect(await run(`pmrep ${line}`)).toEqual({ text: expect.stringMatching(text), exitCode });
  });

  it('does not start without its libraries', async () => {
    const { stdout, stderr, exitCode } = await host.run('pmrep version', { LD_LIBRARY_PATH: '/usr/lib' });
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 127 });
    expect(stderr).toContain('error while loading shared libraries');
  });
});
