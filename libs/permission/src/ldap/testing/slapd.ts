import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programPath } from '../../../../platform/src/testing/programs.js';
import { type Certificates, makeCertificates } from './certificates.js';
import { DirectoryProcess, makeFolder, ownAddress } from './directory-process.js';
import { signIn, writeSeed } from './seed.js';
import type { TestDirectory } from './test-directory.js';

const BASE = 'dc=bank,dc=test';
const ADMIN = { dn: `cn=admin,${BASE}`, password: 'admin-password' };
const ASKER = { dn: `cn=svc-ops,ou=services,${BASE}`, password: 'asker-password' };
/** To whom the server gives at most 100 entries, also in pages; to `ASKER` it gives 500 at once, as AD gives 1,000. */
export const LIMITED_ASKER = { dn: `cn=svc-limited,ou=services,${BASE}`, password: 'limited-password' };
const LDAP_PORT = 3389;
const LDAPS_PORT = 3636;

/** What of Active Directory's schema these tests need, under its own numbers. */
const SCHEMA = `
attributetype ( 1.2.840.113556.1.4.221 NAME 'sAMAccountName' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
objectclass ( 1.2.840.113556.1.5.9 NAME 'adUser' SUP inetOrgPerson MUST sAMAccountName MAY userAccountControl )
objectclass ( 1.2.840.113556.1.5.8 NAME 'group' SUP top STRUCTURAL MUST cn MAY ( member $ sAMAccountName ) )
`;

const configuration = (folder: string, { caFile, certificateFile, keyFile }: Certificates): string => `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
include ${join(folder, 'ad.schema')}
modulepath /usr/lib/ldap
moduleload back_mdb
disallow bind_anon
require authc
TLSCACertificateFile ${caFile}
TLSCertificateFile ${certificateFile}
TLSCertificateKeyFile ${keyFile}
database mdb
suffix "${BASE}"
rootdn "${ADMIN.dn}"
rootpw ${ADMIN.password}
directory ${join(folder, 'db')}
dbnosync
limits dn.exact="${ASKER.dn}" size.soft=500 size.hard=500 size.prtotal=unlimited
limits dn.exact="${LIMITED_ASKER.dn}" size=100
index objectClass,sAMAccountName,member,cn eq
access to * by dn.children="ou=services,${BASE}" read by anonymous auth
`;

/** Starts OpenLDAP on an address of its own and fills it. It knows nothing of Active Directory but some attributes. */
export async function startSlapd(): Promise<TestDirectory> {
  const program = programPath('slapd', 'slapd');
  const folder = makeFolder('slapd');
  const address = ownAddress();
  const certificates = makeCertificates(folder, address);
  const ldap = `ldap://${address}:${LDAP_PORT}`;
  const ldaps = `ldaps://${address}:${LDAPS_PORT}`;
  mkdirSync(join(folder, 'db'));
  writeFileSync(join(folder, 'ad.schema'), SCHEMA);
  writeFileSync(join(folder, 'slapd.conf'), configuration(folder, certificates));
  const args = ['-d', '0', '-f', join(folder, 'slapd.conf'), '-h', `${ldap}/ ${ldaps}/`];
  const server = new DirectoryProcess(program, args, folder, { host: address, port: LDAPS_PORT });
  const { ca } = certificates;
  const directory: TestDirectory = {
    ...{ kind: 'slapd', process: server, address, ldap, ldaps, ca },
    ...{ baseDn: BASE, admin: ADMIN, asker: ASKER },
  };
  await server.start();
  await addAskers(directory);
  await writeSeed(directory);
  return directory;
}

async function addAskers(directory: TestDirectory): Promise<void> {
  const client = await signIn(directory);
  await client.add(BASE, { objectClass: ['dcObject', 'organization'], o: 'bank' });
  await client.add(`ou=services,${BASE}`, { objectClass: 'organizationalUnit' });
  for (const { dn, password } of [ASKER, LIMITED_ASKER]) {
    await client.add(dn, { objectClass: 'inetOrgPerson', sn: 'service', userPassword: password });
  }
  await client.unbind();
}
