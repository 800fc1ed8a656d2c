import { environment } from '../environment.js';
import { readFault, trustFault } from './certificate-faults.js';
import type { WithCertificates } from './certificate-watch.js';
import { authoritiesIn, type ClientTlsSettings, certificateIn, keyIn, pairNamesOf } from './client-settings.js';
import { type Identity, readIdentity, refuse } from './identity.js';
import { filesOf, type InUse, openPair, openTrust } from './in-use.js';

/** Whom a client trusts, and what it shows of itself (PEM). What is not given is absent: Node.js takes an undefined CA for none. */
export interface ClientCertificates {
  ca?: string;
  cert?: string;
  key?: string;
}

/** Certificates as they are now: ask anew for each connection. */
export interface LiveCertificates {
  readonly current: ClientCertificates;
}

/**
 * What a client trusts and shows: as its files are now, where the settings name files.
 *
 * A new connection has what counts by then; one that is open goes on. `certificates` are for a `certificateWatch`, without which nothing changes.
 * A process starts with certificates that have expired, for who they are shown to decides; but it exchanges none that it has for such.
 */
export class ClientTls implements LiveCertificates, WithCertificates {
  readonly certificates: WithCertificates['certificates'];

  private constructor(
    private readonly trust: InUse<string> | undefined,
    private readonly identity: InUse<Identity> | undefined,
  ) {
    this.certificates = filesOf(trust, identity);
  }

  /** By the settings whose names begin with `prefix`. Rejects with a `RefusedFile`. */
  static async open<Prefix extends string>(
    prefix: Prefix,
    settings: ClientTlsSettings<Prefix>,
    env = environment(),
  ): Promise<ClientTls> {
    let hasStarted = false;
    const [name, names] = [`${prefix}_CA`, pairNamesOf(prefix)];
    const trust = await openTrust(name, authoritiesIn(settings, prefix), env, (pem) => {
      refuse(hasStarted ? trustFault(name, pem) : readFault(name, pem));
      return pem;
    });
    const [certificate, key] = [certificateIn(settings, prefix), keyIn(settings, prefix)];
    const identity = await openPair({ names, certificate, key }, env, (pem) =>
      readIdentity(pem, names, hasStarted ? 'own' : 'none'),
    );
    hasStarted = true;
    return new ClientTls(trust, identity);
  }

  get current(): ClientCertificates {
    const own = this.identity?.current.value;
    return {
      ...(this.trust && { ca: this.trust.current.value }),
      ...(own && { cert: own.certificate, key: own.key.reveal() }),
    };
  }
}

/**
 * `fixed` with certificates that are read anew by whoever copies it: for clients that are given options once and copy them at each
 * connection.
 */
export function liveOptions<Options extends object>(certificates: LiveCertificates, fixed: Options): Options {
  const names = Object.keys(certificates.current) as (keyof ClientCertificates)[];
  const readers = names.map((name) => [name, { enumerable: true, get: () => certificates.current[name] }]);
  return Object.defineProperties({ ...fixed }, Object.fromEntries(readers));
}
