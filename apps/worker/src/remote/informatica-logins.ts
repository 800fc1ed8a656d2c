import * as z from 'zod';
import { readCsv } from '#libs/permission';
import { Secret } from '#libs/platform';
import type { TrustStore } from './remote-host.js';

/** The technical user of a domain, and what its programs need to trust the domain. */
export interface Login {
  user: string;
  securityDomain: string;
  password: Secret;
  trustStore?: TrustStore;
}

/** What a script can carry; a value that it cannot would fail every job. */
const printable = z.string({ error: 'is missing' }).regex(/^[\x20-\x7e]+$/, 'must be printable ASCII');

const TABLE = {
  cells: z
    .object({
      domain: printable,
      user: printable,
      security_domain: printable.default('Native'),
      password: printable,
      truststore: printable.regex(/^\//, 'must be an absolute path').optional(),
      truststore_password: printable.optional(),
    })
    .refine(({ truststore, truststore_password }) => truststore !== undefined || truststore_password === undefined, {
      path: ['truststore'],
      error: 'must be given where its password is',
    }),
  key: ['domain'],
} as const;

/** Reads INFORMATICA_CREDENTIALS by domain. Throws a `CsvError` with all faults; none of them shows a value. */
export function parseLogins(credentials: Secret): ReadonlyMap<string, Login> {
  const rows = readCsv('INFORMATICA_CREDENTIALS', `${credentials.reveal().trimEnd()}\n`, TABLE);
  return new Map(rows.map((row) => [row.domain, toLogin(row)]));
}

const toLogin = (row: z.output<typeof TABLE.cells>): Login => ({
  user: row.user,
  securityDomain: row.security_domain,
  password: new Secret(row.password),
  ...(row.truststore && {
    trustStore: {
      path: row.truststore,
      ...(row.truststore_password && { password: new Secret(row.truststore_password) }),
    },
  }),
});
