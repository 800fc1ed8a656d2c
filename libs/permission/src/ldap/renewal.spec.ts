import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClientTls } from '#libs/platform';
import { ClientFiles } from '../../../platform/src/testing/client-files.js';
import { LdapDirectory } from './ldap-directory.js';
import { startSlapd } from './testing/slapd.js';
import { anLdapOptions, type TestDirectory } from './testing/test-directory.js';

const PATIENCE_MS = 60_000;
const files = new ClientFiles();
let server: TestDirectory;

beforeAll(async () => {
  server = await startSlapd();
}, PATIENCE_MS);
afterAll(async () => {
  await server?.process.remove();
  files.remove();
});

describe.each(['ldaps', 'ldap'] as const)('a new LDAP_CA by %s', (scheme) => {
  it('is for new connections: one that is open goes on', async () => {
    files.write({ ca: server.ca });
    const { LDAP_CA_FILE = '' } = files.paths('LDAP');
    const certificates = await ClientTls.open('LDAP', { LDAP_CA: server.ca }, { LDAP_CA_FILE });
    const { access, times } = anLdapOptions(server);
    const options = {
      urls: [server[scheme]],
      access: { ...access, certificates, startTls: scheme === 'ldap' },
      times: { ...times, restMs: 1 },
    };
    const [open, later] = [1, 2].map(
      () => new LdapDirectory(anLdapOptions(server, options), { info: () => {}, warn: () => {} }),
    ) as [LdapDirectory, LdapDirectory];
    const ask = (directory: LdapDirectory) => directory.groupsOf('ann').catch(({ code }: { code: string }) => code);
    expect(await ask(open)).toEqual(['ETL_MAE']);
    files.write({ ca: files.next.cert });
    await files.look(certificates);
    expect(await ask(later)).toBe('DIRECTORY_UNAVAILABLE');
    expect(await ask(open)).toEqual(['ETL_MAE']);
    files.write({ ca: files.next.cert + server.ca });
    await files.look(certificates);
    expect(await ask(later)).toEqual(['ETL_MAE']);
    await Promise.all([open.close(), later.close()]);
  });
});
