import { describe, expect, it } from '@jest/globals';
import type { Rule } from './state/scenario.js';
import { aHome, Killed } from './test-home.js';

const STOP = 'infacmd DisableService -sn INT_MAE_D01 -mo Abort';
const onStop = (does: Rule['does'], more: Partial<Rule> = {}): Rule => ({
  program: 'infacmd',
  command: 'disableservice',
  does,
  ...more,
});
const isEnabled = (host: ReturnType<typeof aHome>, name = 'INT_MAE_D01') =>
  host.domain().services.find((service) => service.name === name)?.enabled;
const phases = (host: ReturnType<typeof aHome>) => host.ledger().map(({ phase }) => phase);

describe('misdeeds', () => {
  it.each([
    ['exit-0-with-error', /^\[ICMD_10033\]/, 0, true],
    ['claims-only', /^Command ran successfully\.$/m, 0, true],
    ['gateway-down', /\[PCSF_46007\]/, 255, true],
    ['login-refused', /\[UM_10205\]/, 255, true],
    ['garbage', /\ufffd/, 0, false],
    ['slow', /^Command ran/, 0, false],
    ['still-answers', /^Command ran/, 0, false],
  ] as const)('%s', async (does, stdout, exitCode, stillEnabled) => {
    const host = aHome();
    host.rules(onStop(does));
    expect(await host.run(STOP)).toMatchObject({ stdout: expect.stringMatching(stdout), exitCode });
    expect(isEnabled(host)).toBe(stillEnabled);
    expect(host.effects()).toEqual(stillEnabled ? [] : ['INT_MAE_D01']);
    expect(host.ledger().at(-1)).toMatchObject({ phase: 'end', exitCode });
  });

  it.each([
    ['die-by-signal', true, ['start']],
    ['die-after-effect', false, ['start', 'effect']],
  ] as const)('%s', async (does, stillEnabled, expected) => {
    const host = aHome();
    host.rules(onStop(does));
    await expect(host.run(STOP)).rejects.toThrow(Killed);
    expect(isEnabled(host)).toBe(stillEnabled);
    expect(phases(host)).toEqual(expected);
  });

  it('dies by signal in a command without effect too', async () => {
    const host = aHome();
    host.rules({ program: 'pmcmd', command: 'pingservice', does: 'die-by-signal' });
    await expect(host.run('pmcmd pingservice -sv INT_MAE_D01 -d DOM_MAE_D01')).rejects.toThrow(Killed);
  });

  it('goes on answering after the stop, until the next enabling', async () => {
    const host = aHome();
    const isAlive = async () => (await host.run('infacmd Ping -sn INT_MAE_D01')).exitCode === 0;
    host.rules(onStop('still-answers', { times: 1 }));
    await host.run(STOP);
    expect(await isAlive()).toBe(true);
    await host.run('infacmd EnableService -sn INT_MAE_D01');
    await host.run(STOP);
    expect(await isAlive()).toBe(false);
  });

  it('says already enabled of a disabled service', async () => {
    const host = aHome();
    host.rules({ program: 'infacmd.sh', command: 'EnableService', does: 'already-enabled' });
    expect((await host.run('infacmd EnableService -sn Email_Service')).stdout).toContain('[DOM_10071]');
    expect(isEnabled(host, 'Email_Service')).toBe(false);
  });

  it('floods, then goes on', async () => {
    const host = aHome();
    host.rules(onStop('flood', { bytes: 1_000_000 }));
    expect(await host.run(STOP)).toMatchObject({ before: 1_000_000, exitCode: 0 });
    expect(isEnabled(host)).toBe(false);
  });

  it('is slow by unscaled milliseconds', async () => {
    const host = aHome();
    host.rules(onStop('slow', { ms: 1234 }));
    const before = host.now();
    await host.run(STOP);
    expect(host.now() - before).toBe(1234);
  });
});

describe('rules', () => {
  it('apply in order, counted down in the file', async () => {
    const host = aHome();
    host.rules(onStop('gateway-down', { times: 1 }), onStop('login-refused', { times: 1 }));
    const ends = [await host.run(STOP), await host.run(STOP), await host.run(STOP)];
    expect(ends.map(({ stdout }) => /PCSF_46007|UM_10205|success/.exec(stdout)?.[0])).toEqual([
      'PCSF_46007',
      'UM_10205',
      'success',
    ]);
  });

  it('can be bound to one target', async () => {
    const host = aHome();
    host.rules(onStop('gateway-down', { target: 'int_mae_d02' }));
    expect((await host.run(STOP)).exitCode).toBe(0);
    expect((await host.run(STOP.replace('D01', 'D02'))).exitCode).toBe(255);
  });
});

describe('ledger', () => {
  it('has start, effect and end of a program', async () => {
    const host = aHome();
    await host.run('infacmd isp disableSERVICE -sn int_mae_d01 -mo Abort');
    const common = {
      at: new Date(host.now()).toISOString(),
      pid: process.pid,
      program: 'infacmd.sh',
      command: 'DisableService',
    };
    expect(host.ledger()).toEqual([
      { ...common, target: 'int_mae_d01', phase: 'start' },
      { ...common, target: 'INT_MAE_D01', phase: 'effect' },
      { ...common, target: 'int_mae_d01', phase: 'end', exitCode: 0 },
    ]);
  });
});
