import { constants } from 'node:crypto';
import type { SecureContextOptions } from 'node:tls';
import type { Identity } from '#libs/platform';

/** Forward secrecy and authenticated encryption, nothing else: in TLS 1.3 all there is, of TLS 1.2 what is good of it. */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':');

/** What a server shows of itself, and by which authorities it knows its callers. */
export interface TlsMaterial {
  identity: Pick<Identity, 'certificate' | 'key'>;
  clientCa?: string | undefined;
  minVersion: 'TLSv1.2' | 'TLSv1.3';
}

/** All that OpenSSL is told of it. */
export const contextOf = ({ identity, clientCa, minVersion }: TlsMaterial): SecureContextOptions => ({
  cert: identity.certificate,
  key: identity.key.reveal(),
  ...(clientCa && { ca: clientCa }),
  minVersion,
  ciphers: CIPHERS,
  honorCipherOrder: true,
  secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
});
