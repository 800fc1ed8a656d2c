import { describe, expect, it } from '@jest/globals';
import { aHome, PASSWORD } from '../test-home.js';

const LOGIN = '-uv PM_USER -pv INFA_DEFAULT_DOMAIN_PASSWORD';
const ON = '-sv INT_MAE_D01 -d DOM_MAE_D01';

describe('pmcmd', () => {
  it('prints its frame', async () => {
    const { stdout } = await aHome().run(`pmcmd pingservice ${ON}`);
    expect(stdout).toMatch(/^Informatica\(r\) PMCMD, version \[10\./);
    expect(stdout).toMatch(/\nInvoked at .*\n\nIntegration Service is alive\.\n\nCompleted at .*\n$/);
  });

  it.each([
    ['alive', 'PingService -Service int_mae_d01 -domain DOM_MAE_D01 -t 5', 0],
    ['disabled', 'pingservice -sv INT_MAE_D02 -d DOM_MAE_D01', 1],
    ['unknown service', 'pingservice -sv IS_X -d DOM_MAE_D01', 1],
    ['a Repository Service', 'pingservice -sv REP_MAE_D01 -d DOM_MAE_D01', 1],
    ['unknown domain', 'pingservice -sv INT_MAE_D01 -d DOM_X', 1],
    ['no service', 'pingservice -d DOM_MAE_D01', 4],
    ['unknown command', 'stopeverything', 4],
    ['unknown option', `pingservice ${ON} -zz`, 4],
    ['details', `getservicedetails ${ON} ${LOGIN}`, 0],
    ['details, plain password', `getservicedetails ${ON} -u svc_etlaas -p ${PASSWORD} -running`, 0],
    ['details, wrong password', `getservicedetails ${ON} -u svc_etlaas -p wrong`, 7],
    ['details, plain password in a variable', `getservicedetails ${ON} -u svc_etlaas -pv PLAIN`, 7],
    ['details, empty user variable', `getservicedetails ${ON} -uv EMPTY -p x`, 13],
    ['details, empty password variable', `getservicedetails ${ON} -u x -pv EMPTY`, 14],
    ['details, no user variable', `getservicedetails ${ON} -uv UNSET -p x`, 15],
    ['details, no password variable', `getservicedetails ${ON} -u x -pv UNSET`, 16],
    ['details, no credentials', `getservicedetails ${ON}`, 4],
  ])('%s', async (_, line, exitCode) => {
    const host = aHome();
    await host.run('infacmd DisableService -sn INT_MAE_D02 -mo Abort');
    const ended = await host.run(`pmcmd ${line}`, { PM_USER: 'svc_etlaas', PLAIN: PASSWORD, EMPTY: '' });
    expect(ended.exitCode).toBe(exitCode);
    expect(/^ERROR: /m.test(ended.stdout)).toBe(exitCode !== 0);
  });
});

describe('pmpasswd', () => {
  it('prints the two lines, differently each time', async () => {
    const host = aHome();
    const [one, two] = [await host.run('pmpasswd abc'), await host.run('pmpasswd abc')];
    expect(one.stdout).toMatch(/^Encrypted string -->[A-Za-z0-9+/=]{44,}<--\nWill decrypt to -->abc<--\n$/);
    expect(one.stdout).not.toBe(two.stdout);
    expect(JSON.stringify(host.ledger())).not.toContain('abc');
  });

  it.each([['pmpasswd'], ['pmpasswd abc -e CRYPT_X'], ['pmpasswd abc -z'], ['pmpasswd abc def']])(
    '%s',
    async (line) => {
      const { stdout, exitCode } = await aHome().run(line);
      expect(stdout).toMatch(/^usage:/);
      expect(exitCode).toBe(1);
    },
  );
});
