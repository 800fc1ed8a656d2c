import type { FileWatch } from '../files/file-watch.js';
import { createLogger } from '../logger.js';
import { certificateWatch, type WithCertificates } from '../tls/certificate-watch.js';
import { Authority, type Pair } from './authority.js';
import { SecretMount } from './secret-mount.js';

/** What a client trusts, and shows of itself where it has something. */
export interface ClientContent extends Partial<Pair> {
  ca: string;
}

/** The certificate files of a client of a TLS server, and two authorities of which the one follows the other. */
export class ClientFiles {
  private readonly mounted = new SecretMount();
  /** For other files of the test. */
  readonly folder = this.mounted.folder;
  readonly old = new Authority(this.mounted.folder, 'old');
  readonly next = new Authority(this.mounted.folder, 'next');

  /** Of settings that begin with `prefix`: where the files lie. */
  paths(prefix: string): Record<string, string> {
    const [ca, certificate, key] = ['ca.pem', 'tls.crt', 'tls.key'].map((name) => this.mounted.at(name));
    return {
      [`${prefix}_CA_FILE`]: `${ca}`,
      [`${prefix}_CERTIFICATE_FILE`]: `${certificate}`,
      [`${prefix}_KEY_FILE`]: `${key}`,
    };
  }

  write({ ca, cert, key }: ClientContent): void {
    this.mounted.mount({ 'ca.pem': ca, ...(cert && { 'tls.crt': cert }), ...(key && { 'tls.key': key }) });
  }

  /** Who trusts an authority, and has a new certificate of it. */
  static of(authority: Authority): Required<ClientContent> {
    return { ca: authority.cert, ...authority.sign({ usage: 'clientAuth' }) };
  }

  /** Two looks at what is followed, as the clock would make them. */
  async look(part: WithCertificates): Promise<FileWatch['states']> {
    const watch = certificateWatch(createLogger('test', 'silent'), part);
    await watch.look();
    await watch.look();
    return watch.states;
  }

  remove(): void {
    this.mounted.remove();
  }
}
