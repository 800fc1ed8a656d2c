import { type ConfigurationNote, warning } from '../configuration.js';
import type { Secret } from '../secret.js';
import { dateFault, keyFault, type PairNames, pairFault, readFault, trustFault } from './certificate-faults.js';
import { certificatesOf } from './pem.js';

/** The settings of a client's certificates (PEM): three names that begin alike, of which a part may be unknown. */
export type ClientTlsSettings<Prefix extends string> = {
  readonly [Name in `${Prefix}_CA` | `${Prefix}_CERTIFICATE`]?: string | undefined;
} & { readonly [Name in `${Prefix}_KEY`]?: Secret | undefined };

type ClientTlsRule<Prefix extends string> = (settings: ClientTlsSettings<Prefix>) => string | undefined;

/** The names of a client's own certificate and key. */
export const pairNamesOf = (prefix: string): PairNames => ({
  certificate: `${prefix}_CERTIFICATE`,
  key: `${prefix}_KEY`,
});

/** One of these settings, read no earlier than it is asked for: another may be wrong in itself. */
export const authoritiesIn = (settings: object, prefix: string): string | undefined =>
  Reflect.get(settings, `${prefix}_CA`);
export const certificateIn = (settings: object, prefix: string): string | undefined =>
  Reflect.get(settings, pairNamesOf(prefix).certificate);
export const keyIn = (settings: object, prefix: string): Secret | undefined =>
  Reflect.get(settings, pairNamesOf(prefix).key);

/**
 * What must hold of the authorities of a client, for `readSettings`. Not that they are good today: a process whose data lake was
 * forgotten must start all the same.
 */
export const trustRule =
  <Prefix extends string>(prefix: Prefix): ClientTlsRule<Prefix> =>
  (settings) => {
    const authorities = authoritiesIn(settings, prefix);
    return authorities && readFault(`${prefix}_CA`, authorities);
  };

/** What must hold of the certificate that a client shows, and of its key: a rule for each fault, so that all are named. */
export function pairRules<Prefix extends string>(prefix: Prefix): readonly ClientTlsRule<Prefix>[] {
  const names = pairNamesOf(prefix);
  return [
    (settings) => {
      const certificate = certificateIn(settings, prefix);
      return certificate && readFault(names.certificate, certificate);
    },
    (settings) => {
      const key = keyIn(settings, prefix);
      return key && keyFault(names.key, key.reveal());
    },
    (settings) => {
      const [certificate, key] = [certificateIn(settings, prefix), keyIn(settings, prefix)];
      return certificate && key && pairFault(names, certificate, key.reveal());
    },
  ];
}

type Look = (settings: object) => Promise<readonly ConfigurationNote[]>;

/** That a client's certificates are not good today, as warnings for `npm run config:check`: a look for each, as another may be wrong. */
export const dateChecks = (...prefixes: readonly string[]): readonly Look[] =>
  prefixes.flatMap((prefix): Look[] => [
    async (settings) => {
      const authorities = authoritiesIn(settings, prefix);
      return noted(authorities && trustFault(`${prefix}_CA`, authorities));
    },
    async (settings) => {
      const [own] = certificatesOf(certificateIn(settings, prefix) ?? '') ?? [];
      return noted(own && dateFault(pairNamesOf(prefix).certificate, [own]));
    },
  ]);

const noted = (fault: string | undefined): ConfigurationNote[] => (fault ? [warning(fault)] : []);
