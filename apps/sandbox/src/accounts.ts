/** Somebody who can get a token: a client by its secret, or a person who signs in. */
export interface Account {
  name: string;
  kind: 'client' | 'person';
  groups: readonly string[];
  /** What the groups let them do, for people. */
  may: string;
}

/** Everybody whom the sandbox's OpenID provider knows, and their groups in its directory. */
export const ACCOUNTS: readonly Account[] = [
  { name: 'mae-batch', kind: 'client', groups: ['ETL_MAE_OPERATE'], may: 'operates MAE' },
  { name: 'rcr-batch', kind: 'client', groups: ['ETL_RCR_OPERATE'], may: 'operates RCR' },
  { name: 'mae-viewer', kind: 'client', groups: ['ETL_MAE_READ'], may: 'reads MAE' },
  { name: 'e2s-ops', kind: 'client', groups: ['ETL_E2S', 'ETLAAS_OPS'], may: 'reaches all by exception; ops' },
  { name: 'stranger', kind: 'client', groups: [], may: 'nothing' },
  { name: 'alice', kind: 'person', groups: ['ETL_MAE_OPERATE'], may: 'operates MAE' },
  { name: 'oscar', kind: 'person', groups: ['ETLAAS_OPS'], may: 'ops' },
  { name: 'olga', kind: 'person', groups: ['ETLAAS_OPS_ADMIN'], may: 'ops; retries and removes at the queue board' },
];

/** The accounts of a kind. */
export const accountsOf = (kind: Account['kind']): readonly Account[] =>
  ACCOUNTS.filter((account) => account.kind === kind);

/** As which client the API signs people in for its own pages. */
export const BROWSER_CLIENT = 'etlaas-browser';

/** The secret of a client. */
export const secretOf = (clientId: string): string => `${clientId}-secret`;
