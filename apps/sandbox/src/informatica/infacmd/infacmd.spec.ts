import { describe, expect, it } from '@jest/globals';
import { aHome, PASSWORD } from '../test-home.js';

const SUCCESS = 'Command ran successfully.\n';
const REFUSED =
  '[INFACMD_40000] [DTF_0020] The [UserManagementService] Service failed to authenticate the user with the error message [[UM_10205] Failed to authenticate the user [svc_etlaas] that belongs to the security domain [Native]. For more information, see the domain logs.].';
const failed = (command: string, inner: string) => `[ICMD_10033] Command [${command}] failed with error [${inner}].\n`;

describe('infacmd.sh', () => {
  it.each([
    ['ListServices -st IS', `INT_MAE_D01\nINT_MAE_D02\n${SUCCESS}`],
    ['isp listServices -ServiceType rs', `REP_MAE_D01\n${SUCCESS}`],
    ['ISP LISTSERVICES -st DIS', SUCCESS],
    ['ListServices -st IS -hp etl-mae-d01.sandbox.socgen:6005 other:6005', `INT_MAE_D01\nINT_MAE_D02\n${SUCCESS}`],
    ['ListNodes -nr Service', `node01_etl-mae-d01\n${SUCCESS}`],
    ['ListServiceNodes -sn int_mae_d01', `node01_etl-mae-d01\n${SUCCESS}`],
    ['GetServiceStatus -sn INT_MAE_D01', `Enabled\n${SUCCESS}`],
    ['isp GetServiceStatus -SN Email_Service', `Disabled\n${SUCCESS}`],
    [
      'Ping -sn INT_MAE_D01',
      `[INFACMD_10052] Service [INT_MAE_D01] Domain [DOM_MAE_D01] Host:Port [etl-mae-d01.sandbox.socgen:6020] was successfully pinged.\n${SUCCESS}`,
    ],
    [
      'ping -dn dom_mae_d01 -nn node01_etl-mae-d01 -re 5',
      `[INFACMD_10052] Node [node01_etl-mae-d01] Domain [DOM_MAE_D01] Host:Port [etl-mae-d01.sandbox.socgen:6005] was successfully pinged.\n${SUCCESS}`,
    ],
    [
      'ping',
      `[INFACMD_10052] Domain [DOM_MAE_D01] Host:Port [etl-mae-d01.sandbox.socgen:6005] was successfully pinged.\n${SUCCESS}`,
    ],
    ['version', expect.stringMatching(/Version: \d/)],
  ])('%s', async (line, stdout) => {
    expect(await aHome().run(`infacmd ${line}`)).toMatchObject({ stdout, stderr: '', exitCode: 0 });
  });

  it.each([
    ['Ping -sn IS_X', failed('Ping', '[INFACMD_40000] [DOM_99002] Cannot find service [IS_X] in the domain.')],
    [
      'ping -sn Email_Service',
      failed('ping', '[INFACMD_40000] [DOM_99005] The service [Email_Service] does not answer.'),
    ],
    ['Ping -dn OTHER', failed('Ping', '[PCSF_46007] No gateway is available for the domain [OTHER].')],
    ['Ping -dg wrong:1', failed('Ping', '[PCSF_46007] No gateway is available for the domain [DOM_MAE_D01].')],
    [
      'isp EnableService -sn INT_MAE_D01',
      failed(
        'EnableService',
        '[INFACMD_40000] [DOM_10071] Request to enable service [INT_MAE_D01] failed because it is already enabled.',
      ),
    ],
    [
      'disableservice -sn Email_Service -mo ABORT',
      failed(
        'disableservice',
        '[INFACMD_40000] [DOM_99001] Request to disable service [Email_Service] failed because it is already disabled.',
      ),
    ],
    ['ListServices -pd wrong', failed('ListServices', REFUSED)],
  ])('%s fails', async (line, stdout) => {
    expect(await aHome().run(`infacmd ${line}`)).toMatchObject({ stdout, stderr: '', exitCode: 255 });
  });

  it.each([
    ['no such command', 'StopService -sn INT_MAE_D01', {}],
    ['an unknown option', 'ListServices -zz 1', {}],
    ['an option without argument', 'GetServiceStatus -sn', {}],
    ['a word too many', 'GetServiceStatus -sn INT_MAE_D01 INT_MAE_D02', {}],
    ['no mode', 'DisableService -sn INT_MAE_D01', {}],
    ['an unknown mode', 'DisableService -sn INT_MAE_D01 -mo Now', {}],
    ['no domain', 'Ping', { INFA_DEFAULT_DOMAIN: '' }],
    ['no password', 'ListServices', { INFA_DEFAULT_DOMAIN_PASSWORD: undefined }],
  ])('refuses %s and changes nothing', async (_, line, env) => {
    const host = aHome();
    const before = host.domain();
    const { stdout, exitCode } = await host.run(`infacmd ${line}`, env);
    expect(stdout).toMatch(/^\[ICMD_\d+\] /);
    expect(stdout).not.toContain(SUCCESS);
    expect(exitCode).toBe(255);
    expect(host.domain()).toEqual(before);
  });
});

describe('infacmd.sh login', () => {
  it.each([
    ['the encrypted password by variable', '', {}, true],
    ['the user in another case', '-un SVC_Etlaas', {}, true],
    ['a plain password by option', `-pd ${PASSWORD}`, { INFA_DEFAULT_DOMAIN_PASSWORD: '' }, true],
    ['a wrong option over a right variable', '-pd wrong', {}, false],
    ['a plain password by variable', '', { INFA_DEFAULT_DOMAIN_PASSWORD: PASSWORD }, false],
    ['another user', '-un other', {}, false],
    ['another security domain', '', { INFA_DEFAULT_SECURITY_DOMAIN: 'LDAP' }, false],
    ['the wrong key length', '', { INFA_USE_AES_256_CRYPTOGRAPHER: 'true' }, false],
  ])('%s', async (_, options, env, isAccepted) => {
    const { stdout } = await aHome().run(`infacmd ListServices ${options}`.trim(), env);
    expect(stdout.endsWith(SUCCESS)).toBe(isAccepted);
    expect(stdout.includes('UM_10205')).toBe(!isAccepted);
  });

  it('takes what pmpasswd prints, and only for logins', async () => {
    const host = aHome();
    const encrypt = async (how: string) =>
      /-->(.*?)<--/.exec((await host.run(`pmpasswd ${PASSWORD}${how}`)).stdout)?.[1];
    const list = async (encrypted?: string) =>
      (await host.run('infacmd ListServices', { INFA_DEFAULT_DOMAIN_PASSWORD: encrypted })).exitCode;
    expect(await list(await encrypt(''))).toBe(0);
    expect(await list(await encrypt(' -e CRYPT_SYSTEM'))).toBe(0);
    expect(await list(await encrypt(' -e CRYPT_DATA'))).toBe(255);
  });
});

describe('PingDomain', () => {
  it('prints one CSV row an object, the state inside', async () => {
    const { stdout } = await aHome().run('infacmd PingDomain -Format CSV');
    expect(stdout).toMatch(/^DOM_MAE_D01,.*,ALIVE,/m);
    expect(stdout).toMatch(/^INT_MAE_D02,.*,ALIVE,/m);
    expect(stdout).toMatch(/^Email_Service,.*,NOT_ALIVE,/m);
  });

  it('prints one line for a domain that is down', async () => {
    const { stdout } = await aHome().run('infacmd PingDomain -dn OTHER -Format CSV');
    expect(stdout).toBe('OTHER,DOMAIN,NOT_ALIVE,\n');
  });
});
