import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SettingsError } from '#libs/platform';

interface KnownHost {
  matches: (name: string) => boolean;
  type: string;
  key: Buffer;
}

const TYPES = new Set(['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'ssh-rsa']);

const fault = (index: number, what: string): SettingsError =>
  new SettingsError([`SSH_KNOWN_HOSTS: line ${index + 1}: ${what}`]);

/** The pinned host keys: OpenSSH's known_hosts, plain or hashed. Two keys of a host may stand there during a rotation. */
export class HostKeys {
  private constructor(private readonly known: readonly KnownHost[]) {}

  /** Reads a known_hosts text. Throws with the line number of the first line that cannot be read. */
  static parse(text: string): HostKeys {
    const known = text.split(/\r?\n/).flatMap((line, index) => {
      if (/^\s*(#|$)/.test(line)) return [];
      const [names, type, key] = line.trim().split(/\s+/);
      if (!names || !type || !key || names.startsWith('@')) {
        throw fault(index, 'expected "name type key"');
      }
      if (!TYPES.has(type)) throw fault(index, `the key type ${type} is not supported`);
      return [{ matches: matcher(names), type, key: Buffer.from(key, 'base64') }];
    });
    return new HostKeys(known);
  }

  /** The types of the keys pinned for a host: the only ones to ask it for. Empty means: never connect. */
  typesOf(hostname: string, port: number): string[] {
    return [...new Set(this.pinned(hostname, port).map(({ type }) => type))];
  }

  /** The fingerprints of the keys pinned for a host, as `ssh-keygen -l` shows them. */
  fingerprintsOf(hostname: string, port: number): string[] {
    return this.pinned(hostname, port).map(({ key }) => fingerprintOf(key));
  }

  /** Whether the key that a host shows is one of those pinned for it. */
  accepts(hostname: string, port: number, shown: Buffer): boolean {
    return this.pinned(hostname, port).some(({ key }) => key.length === shown.length && timingSafeEqual(key, shown));
  }

  /** The keys pinned for a host as lines of known_hosts under its bare name, for OpenSSH's `HostKeyAlias`. */
  linesFor(hostname: string, port: number): string[] {
    return this.pinned(hostname, port).map(({ type, key }) => `${hostname} ${type} ${key.toString('base64')}`);
  }

  private pinned(hostname: string, port: number): KnownHost[] {
    const name = port === 22 ? hostname : `[${hostname}]:${port}`;
    return this.known.filter(({ matches }) => matches(name.toLowerCase()));
  }
}

/** The fingerprint of a public key as OpenSSH writes it. */
export const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

function matcher(names: string): (name: string) => boolean {
  const [, hash, salt, digest] = /^\|(1)\|([^|]+)\|([^|]+)$/.exec(names) ?? [];
  if (hash && salt && digest) {
    const wanted = Buffer.from(digest, 'base64');
    return (name) => {
      const given = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    };
  }
  const list = new Set(names.toLowerCase().split(','));
  return (name) => list.has(name);
}
