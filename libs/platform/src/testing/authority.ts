import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programPath, runProgram } from './programs.js';

/** A certificate and its key (PEM). */
export interface Pair {
  cert: string;
  key: string;
}

/** How a certificate differs from one for servers on 127.0.0.1 that is good for a year. */
interface Wish {
  days?: number;
  usage?: 'serverAuth' | 'clientAuth' | 'serverAuth,clientAuth';
  newKey?: readonly string[];
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];

/** A certificate authority that openssl plays in a folder. */
export class Authority {
  /** Its certificate (PEM). */
  readonly cert: string;
  private made = 0;

  constructor(
    private readonly folder: string,
    private readonly name: string,
    days = 400,
  ) {
    this.request('ca', NEW_KEY);
    this.certify('ca', ['-signkey', this.at('ca.key')], days, ['basicConstraints=critical,CA:TRUE']);
    this.cert = this.read('ca.pem');
  }

  /** A new certificate with a new key, signed by it. */
  sign({ days = 365, usage = 'serverAuth', newKey = NEW_KEY }: Wish = {}): Pair {
    const one = `${++this.made}`;
    this.request(one, newKey);
    const signer = ['-CA', this.at('ca.pem'), '-CAkey', this.at('ca.key'), '-CAcreateserial'];
    this.certify(one, signer, days, ['subjectAltName=IP:127.0.0.1', `extendedKeyUsage=${usage}`]);
    return { cert: this.read(`${one}.pem`), key: this.read(`${one}.key`) };
  }

  private request(one: string, newKey: readonly string[]): void {
    const files = ['-keyout', this.at(`${one}.key`), '-out', this.at(`${one}.request`)];
    this.openssl('req', ...newKey, '-nodes', '-subj', `/CN=${this.name} ${one}`, ...files);
  }

  private certify(one: string, signer: readonly string[], days: number, extensions: readonly string[]): void {
    writeFileSync(this.at('extensions'), `${extensions.join('\n')}\n`);
    const files = ['-in', this.at(`${one}.request`), '-extfile', this.at('extensions'), '-out', this.at(`${one}.pem`)];
    this.openssl('x509', '-req', ...files, ...signer, '-days', String(days));
  }

  private read(end: string): string {
    return readFileSync(this.at(end), 'utf8');
  }

  private at(end: string): string {
    return join(this.folder, `${this.name}.${end}`);
  }

  private openssl(...args: string[]): void {
    runProgram(programPath('openssl', 'openssl'), args);
  }
}
