import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Attribute } from 'ldapts';
import { programPath, runProgram } from '../../../../platform/src/testing/programs.js';
import { type Certificates, makeCertificates } from './certificates.js';
import { DirectoryProcess, makeFolder, ownAddress } from './directory-process.js';
import { signIn, writeSeed } from './seed.js';
import type { TestDirectory } from './test-directory.js';

const PACKAGES = 'samba-ad-dc samba-ad-provision';
const BASE = 'DC=bank,DC=test';
const ADMIN = { dn: 'Administrator@BANK.TEST', password: 'Adm1n-Pass!x' };
const ASKER = { dn: 'svc-ops@BANK.TEST', password: 'Ask3r-Pass!x' };
const LDAPS_PORT = 636;

/** Options for both, the making of the domain and the server. The vfs objects make it do without file attributes. */
const options = (folder: string, address: string): Record<string, string> => ({
  interfaces: `${address}/8`,
  'bind interfaces only': 'yes',
  'server services': 'ldap',
  'vfs objects': 'dfs_samba4 acl_xattr xattr_tdb',
  'xattr_tdb:file': join(folder, 'xattr.tdb'),
  'ldb:nosync': 'true',
});

const serverOptions = (folder: string, { caFile, certificateFile, keyFile }: Certificates): Record<string, string> => ({
  'netbios name': 'DC1',
  realm: 'BANK.TEST',
  workgroup: 'BANK',
  'server role': 'active directory domain controller',
  'private dir': join(folder, 'private'),
  'state directory': join(folder, 'state'),
  'cache directory': join(folder, 'cache'),
  'lock directory': folder,
  'pid directory': join(folder, 'run'),
  'ncalrpc dir': join(folder, 'run', 'ncalrpc'),
  'binddns dir': join(folder, 'bind-dns'),
  'log file': join(folder, 'log'),
  'tls cafile': caFile,
  'tls certfile': certificateFile,
  'tls keyfile': keyFile,
});

const configuration = (all: Record<string, string>): string =>
  ['[global]', ...Object.entries(all).map(([name, value]) => `${name} = ${value}`), ''].join('\n');

function provision(folder: string, address: string): void {
  runProgram(programPath('samba-tool', PACKAGES), [
    ...['domain', 'provision', '--realm=BANK.TEST', '--domain=BANK', '--server-role=dc', '--dns-backend=NONE'],
    ...[`--adminpass=${ADMIN.password}`, '--host-name=dc1', `--host-ip=${address}`, `--targetdir=${folder}`],
    ...Object.entries(options(folder, address)).map(([name, value]) => `--option=${name}=${value}`),
  ]);
}

/** Makes a domain, starts its controller on an address of its own and fills it: the truth about Active Directory. */
export async function startSamba(): Promise<TestDirectory> {
  const program = programPath('samba', PACKAGES);
  if (process.getuid?.() !== 0) throw new Error('the tests on Samba need root: its LDAP ports 389 and 636 are fixed');
  const folder = makeFolder('samba');
  const address = ownAddress();
  const certificates = makeCertificates(folder, address);
  provision(folder, address);
  mkdirSync(join(folder, 'run'));
  const file = join(folder, 'smb.conf');
  writeFileSync(file, configuration({ ...options(folder, address), ...serverOptions(folder, certificates) }));
  const args = ['-s', file, '--foreground', '--no-process-group', '--debug-stdout', '-M', 'single'];
  const server = new DirectoryProcess(program, args, folder, { host: address, port: LDAPS_PORT });
  const directory: TestDirectory = {
    ...{ kind: 'samba', process: server, address, ldap: `ldap://${address}`, ldaps: `ldaps://${address}` },
    ...{ ca: certificates.ca, baseDn: BASE, admin: ADMIN, asker: ASKER },
  };
  await server.start();
  await addAsker(directory);
  await writeSeed(directory);
  return directory;
}

async function addAsker(directory: TestDirectory): Promise<void> {
  const client = await signIn(directory);
  const password = Buffer.from(`"${ASKER.password}"`, 'utf16le');
  const texts = {
    objectClass: 'user',
    sAMAccountName: 'svc-ops',
    userPrincipalName: ASKER.dn,
    userAccountControl: '512',
  };
  await client.add(`CN=svc-ops,CN=Users,${BASE}`, [
    ...Object.entries(texts).map(([type, value]) => new Attribute({ type, values: [value] })),
    new Attribute({ type: 'unicodePwd', values: [password] }),
  ]);
  await client.unbind();
}
