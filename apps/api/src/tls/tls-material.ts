import {
  contextFault,
  type FileState,
  filesOf,
  type Identity,
  type InUse,
  openPair,
  openTrust,
  readIdentity,
  refuse,
  type SettingsOf,
  type WatchedFile,
} from '#libs/platform';
import type { tlsSettings } from './settings.js';
import { contextOf, type TlsMaterial } from './tls-context.js';
import { clientCaFault, usageFault } from './tls-faults.js';

const PAIR = { certificate: 'TLS_CERTIFICATE', key: 'TLS_KEY' };

/** Settings by which TLS is spoken. */
export type TlsSettings = SettingsOf<typeof tlsSettings>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Certificate, key and the authorities of callers, as their files are now. None counts that OpenSSL would not take with the others. */
export class LiveMaterial {
  private clientCa: InUse<string> | undefined;
  private own!: InUse<Identity>;

  private constructor(private readonly settings: TlsSettings) {}

  /** Undefined where nothing is said of TLS. Rejects with a `RefusedFile`. */
  static async open(settings: TlsSettings, env: Environment): Promise<LiveMaterial | undefined> {
    const { TLS_CERTIFICATE: certificate, TLS_KEY: key, TLS_CLIENT_CA: authorities } = settings;
    const live = new LiveMaterial(settings);
    const own = await openPair({ names: PAIR, certificate, key }, env, (pem) => live.readIdentity(pem));
    if (!own) return undefined;
    live.own = own;
    live.clientCa = await openTrust('TLS_CLIENT_CA', authorities, env, (pem) => live.readClientCa(pem));
    return live;
  }

  get files(): readonly WatchedFile<unknown>[] {
    return filesOf(this.own, this.clientCa);
  }

  get identity(): Identity {
    return this.own.current.value;
  }

  get current(): TlsMaterial {
    return this.with(this.identity, this.clientCa?.current.value);
  }

  /** Whether what has changed is a part of it. */
  has({ name }: FileState): boolean {
    return this.files.some(({ state }) => state.name === name);
  }

  private readIdentity(pem: string): Identity {
    const identity = readIdentity(pem, PAIR);
    const context = contextOf(this.with(identity, this.clientCa?.current.value));
    refuse(usageFault(identity.certificate), contextFault(PAIR.certificate, context));
    return identity;
  }

  private readClientCa(pem: string): string {
    refuse(clientCaFault(pem));
    refuse(contextFault('TLS_CLIENT_CA', contextOf(this.with(this.identity, pem))));
    return pem;
  }

  private with(identity: Identity, clientCa: string | undefined): TlsMaterial {
    return { identity, clientCa, minVersion: this.settings.TLS_MIN_VERSION };
  }
}
