import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest } from '@jest/globals';
import { SERVICE, ZONE } from '../../support/stack/estate.js';
import { commandLinesDuring } from '../../support/stack/process-list.js';
import { routes } from '../../support/stack/routes.js';
import { describeByTransport } from '../../support/stack/transports.js';
import { useStack } from '../../support/stack/use-stack.js';

jest.setTimeout(120_000);

const PASSWORD = 'Canary-pass-3f9a1c';

describeByTransport('secrets', (transport) => {
  const { stack, api, host, test } = useStack({ transport, password: PASSWORD, settings: { LOG_LEVEL: 'trace' } });

  /** Everything that is secret on the way of a job, by its name. */
  const secrets = (): Record<string, string> => ({
    'the password': PASSWORD,
    'the encrypted password': host().technical.encryptedPassword,
    'the key of the zone': stack().apps.zoneKeys[ZONE],
    'the SSH key': stack().parts.sshd.privateKey.split('\n')[2] ?? '',
  });

  const expectNone = (where: string, text: string) => {
    const found = Object.entries(secrets()).filter(([, secret]) => text.includes(secret));
    expect({ where, found: found.map(([name]) => name) }).toEqual({ where, found: [] });
  };

  /** Reads, changes, and one login that Informatica refuses: its error text might quote what it was given. */
  const useEverything = async () => {
    host().delay(0.02);
    await api().run('GET', routes.services());
    await api().run('GET', routes.sessions());
    await api().run('POST', routes.change(SERVICE, 'restart'));
    await api().run('DELETE', routes.sessionsOf('adupont'));
    host().behave({ program: 'infacmd', command: 'ListServices', does: 'login-refused' });
    const refused = await api().run('GET', routes.services());
    expect(refused.error?.code).toBe('INFORMATICA_LOGIN_REFUSED');
  };

  const journal = (): string => {
    const folder = join(stack().parts.sshd.home, '.etlaas');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n');
  };

  test('none of them is in ps, answers, logs, audit, Redis, or the journal on the host', async () => {
    for (const secret of Object.values(secrets())) expect(secret.length).toBeGreaterThan(10);
    const lines = [...(await commandLinesDuring(useEverything))].join('\n');
    // Else the list was not looked at while the programs ran.
    expect(lines).toMatch(/infacmd\S* isp DisableService/);
    expect(lines).toMatch(/pmrep\S* connect/);
    const everywhere = {
      ps: lines,
      answers: api().heard.join('\n'),
      logs: stack().processes.everything,
      audit: stack().audit.text,
      redis: await stack().parts.redis.dump(),
      journal: journal(),
    };
    for (const [where, text] of Object.entries(everywhere)) {
      expect({ where, isEmpty: text.length < 100 }).toEqual({ where, isEmpty: false });
      expectNone(where, text);
    }
  });
});
