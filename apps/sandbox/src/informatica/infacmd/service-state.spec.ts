import { describe, expect, it } from '@jest/globals';
import { aHome } from '../test-home.js';

const ping = 'infacmd Ping -sn INT_MAE_D01';
const status = 'infacmd GetServiceStatus -sn INT_MAE_D01';

describe('EnableService and DisableService', () => {
  it('answers pings only some time after the enabling was accepted', async () => {
    const host = aHome();
    await host.run('infacmd DisableService -sn INT_MAE_D01 -mo Abort');
    expect((await host.run(ping)).exitCode).toBe(255);
    host.settings({ delayScale: 0.1 });
    const accepted = await host.run('infacmd EnableService -sn int_mae_d01');
    expect(accepted).toMatchObject({ stdout: 'Command ran successfully.\n', exitCode: 0 });
    host.settings({ delayScale: 0 });
    expect((await host.run(status)).stdout).toContain('Enabled');
    host.advance(1499);
    expect((await host.run(ping)).exitCode).toBe(255);
    host.advance(1);
    expect((await host.run(ping)).exitCode).toBe(0);
  });

  it.each([
    ['Complete', 8000],
    ['stop', 4000],
    ['ABORT', 1000],
  ])('returns from -mo %s when the service has stopped answering', async (mode, ms) => {
    const host = aHome({ delayScale: 1 });
    const before = host.now();
    const { exitCode } = await host.run(`infacmd DisableService -sn INT_MAE_D01 -mo ${mode}`);
    expect(exitCode).toBe(0);
    expect(host.now() - before).toBe(3000 + ms);
    host.settings({ delayScale: 0 });
    expect((await host.run(ping)).exitCode).toBe(255);
    expect((await host.run(status)).stdout).toContain('Disabled');
    expect(host.effects()).toEqual(['INT_MAE_D01']);
  });

  it('still answers while a stop is under way', async () => {
    const host = aHome();
    host.edit(({ services }) => {
      for (const service of services) service.answersUntil = host.now() + 100;
    });
    expect((await host.run(ping)).exitCode).toBe(0);
    host.advance(100);
    expect((await host.run(ping)).exitCode).toBe(255);
  });

  it('lets only one of two enable', async () => {
    const host = aHome();
    await host.run('infacmd DisableService -sn INT_MAE_D01 -mo Abort');
    const enable = () => host.run('infacmd EnableService -sn INT_MAE_D01');
    const codes = (await Promise.all([enable(), enable()])).map(({ exitCode }) => exitCode);
    expect(codes.sort()).toEqual([0, 255]);
    expect(host.effects()).toHaveLength(2);
  });
});
