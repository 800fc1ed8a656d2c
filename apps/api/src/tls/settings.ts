import * as z from 'zod';
import { pairRules, type SettingsRule, setting } from '#libs/platform';
import { chainDateFault, clientCaFault, usageFault } from './tls-faults.js';

const VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const;

/** The settings of TLS that the API speaks itself. */
export const tlsSettings = {
  TLS_CERTIFICATE: setting
    .text('the certificate (PEM) of the API and its chain, for HTTPS; without it PORT speaks plain HTTP')
    .optional(),
  TLS_KEY: setting.secret('its key (PEM)').optional(),
  TLS_CLIENT_CA: setting
    .text('the CA certificates (PEM) of callers: nobody is answered without a certificate that one of them signed')
    .optional(),
  TLS_MIN_VERSION: z
    .enum(VERSIONS, { error: `must be one of ${VERSIONS.join(', ')}` })
    .default('TLSv1.2')
    .describe('least version of TLS: TLSv1.2 or TLSv1.3'),
};

type Shape = typeof tlsSettings;

/** What must hold of and between them, for `readSettings`. */
export const tlsRules: readonly SettingsRule<Shape>[] = [
  ({ TLS_CERTIFICATE: certificate, TLS_KEY: key }) =>
    (certificate === undefined) === (key === undefined)
      ? undefined
      : 'TLS_CERTIFICATE: needs TLS_KEY, and the other way round',
  ({ TLS_CERTIFICATE: certificate }) => certificate && chainDateFault(certificate),
  ...pairRules('TLS'),
  ({ TLS_CERTIFICATE: certificate }) => certificate && usageFault(certificate),
  ({ TLS_CLIENT_CA: authorities }) => authorities && clientCaFault(authorities),
  ({ TLS_CLIENT_CA: authorities, TLS_CERTIFICATE: certificate }) =>
    authorities && !certificate
      ? 'TLS_CLIENT_CA: needs TLS_CERTIFICATE: without TLS no caller shows a certificate'
      : undefined,
];
