import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programPath, runProgram } from '../../../../platform/src/testing/programs.js';

/** A certificate authority and a server certificate that it signed; files, as servers want them. */
export interface Certificates {
  caFile: string;
  certificateFile: string;
  keyFile: string;
  /** The authority's certificate (PEM). */
  ca: string;
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** Makes them in a folder, for one IP address, good for two days. */
export function makeCertificates(folder: string, address: string): Certificates {
  const openssl = programPath('openssl', 'openssl');
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('extensions'), `subjectAltName=IP:${address}\n`);
  const authority = [
    '-x509',
    '-days',
    '2',
    '-subj',
    '/CN=CA of the tests',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.pem'),
  ];
  runProgram(openssl, ['req', ...NEW_KEY, ...authority]);
  runProgram(openssl, ['req', ...NEW_KEY, '-subj', '/CN=directory', '-keyout', at('key.pem'), '-out', at('request')]);
  const signed = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '2', '-out', at('cert.pem')];
  runProgram(openssl, ['x509', '-req', '-in', at('request'), '-extfile', at('extensions'), ...signed]);
  return {
    caFile: at('ca.pem'),
    certificateFile: at('cert.pem'),
    keyFile: at('key.pem'),
    ca: readFileSync(at('ca.pem'), 'utf8'),
  };
}
