import * as z from 'zod';
import { isLoopback, pairRules, type SettingsRule, setting, trustRule } from '#libs/platform';

const KINDS = ['none', 'file', 'http', 'kafka'] as const;
const BROKER = /^(?:\[[0-9A-Fa-f:]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?):\d{1,5}$/;
const SASL = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;
const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` });

/** The settings of delivery to the data lake. */
export const deliverySettings = {
  AUDIT_SINK: oneOf(KINDS)
    .default('none')
    .describe('where audit records are delivered: a drop directory, by HTTP, to Kafka, or nowhere'),
  AUDIT_DROP_DIR: setting.text('directory into which batches of audit records are dropped').optional(),
  AUDIT_HTTP_URL: setting
    .url('address to which batches of audit records are sent: https, or http on loopback')
    .optional(),
  AUDIT_HTTP_TOKEN: setting.secret('bearer token for it').optional(),
  AUDIT_HTTP_GZIP: setting.flag('send them compressed').default(false),
  AUDIT_KAFKA_BROKERS: setting
    .list('brokers to begin with: host:port,…')
    .refine((brokers) => brokers.every((broker) => BROKER.test(broker)), 'must be host:port,…')
    .default([]),
  AUDIT_KAFKA_TOPIC: setting
    .text('topic of the audit records, which must be there')
    .regex(/^[A-Za-z0-9._-]{1,249}$/, 'must be the name of a topic: letters, digits and . _ -')
    .optional(),
  AUDIT_KAFKA_TLS: setting.flag('speak TLS with the brokers; without it they must be on loopback').default(true),
  AUDIT_KAFKA_SASL: oneOf(SASL)
    .optional()
    .describe('how we sign in to the brokers: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512'),
  AUDIT_KAFKA_USERNAME: setting.text('our user there').optional(),
  AUDIT_KAFKA_PASSWORD: setting.secret('its password').optional(),
  AUDIT_SINK_CA: setting
    .text('the CA certificates (PEM) that sign those of the receiver or brokers; else the usual ones')
    .optional(),
  AUDIT_SINK_CERTIFICATE: setting.text('our own certificate (PEM) for them, where they ask for one').optional(),
  AUDIT_SINK_KEY: setting.secret('its key (PEM)').optional(),
  AUDIT_SPOOL_MAX_BYTES: setting
    .integer('so much may wait for the data lake before changes are refused', 1_048_576, 999_999_999_999)
    .default(1_073_741_824),
  AUDIT_KEPT_FOR_MS: setting
    .integer(
      'how long sealed audit files stay once they are delivered; without a sink they stay for good',
      3_600_000,
      999_999_999_999,
    )
    .default(2_592_000_000),
};

type Shape = typeof deliverySettings;
type Name = keyof Shape;

const isLoopbackUrl = (text: string): boolean => isLoopback(new URL(text).hostname);
const hostOf = (broker: string): string => broker.slice(0, broker.lastIndexOf(':'));

/** Which setting a sink cannot be without. */
const NEEDS: Record<(typeof KINDS)[number], Name[]> = {
  none: [],
  file: ['AUDIT_DROP_DIR'],
  http: ['AUDIT_HTTP_URL'],
  kafka: ['AUDIT_KAFKA_BROKERS', 'AUDIT_KAFKA_TOPIC'],
};

const isGiven = (value: unknown): boolean => value !== undefined && !(Array.isArray(value) && value.length === 0);

/** What must hold between them, for `readSettings`. */
export const deliveryRules: readonly SettingsRule<Shape>[] = [
  (settings) => {
    const missing = NEEDS[settings.AUDIT_SINK].filter((name) => !isGiven(settings[name]));
    return missing.length > 0
      ? `${missing.join(', ')}: must be set where AUDIT_SINK is ${settings.AUDIT_SINK}`
      : undefined;
  },
  (settings) => {
    const others = KINDS.filter((kind) => kind !== settings.AUDIT_SINK).flatMap((kind) => NEEDS[kind]);
    const idle = others.filter((name) => isGiven(settings[name]));
    return idle.length > 0
      ? `${idle.join(', ')}: set, but AUDIT_SINK is ${settings.AUDIT_SINK}: nothing would go there`
      : undefined;
  },
  ({ AUDIT_HTTP_URL: url }) => {
    if (url === undefined) return undefined;
    const { protocol, username, password } = new URL(url);
    if (username || password) return 'AUDIT_HTTP_URL: must not hold a login: give AUDIT_HTTP_TOKEN, or a certificate';
    if (protocol === 'https:' || (protocol === 'http:' && isLoopbackUrl(url))) return undefined;
    return 'AUDIT_HTTP_URL: must be https, or http on loopback';
  },
  ({ AUDIT_KAFKA_TLS: isTls, AUDIT_KAFKA_BROKERS: brokers }) =>
    isTls || brokers.every((broker) => isLoopback(hostOf(broker)))
      ? undefined
      : 'AUDIT_KAFKA_TLS: may be false only where all brokers are on loopback',
  ({ AUDIT_KAFKA_SASL: sasl, AUDIT_KAFKA_USERNAME: user, AUDIT_KAFKA_PASSWORD: password }) =>
    (sasl === undefined) === (user === undefined) && (user === undefined) === (password === undefined)
      ? undefined
      : 'AUDIT_KAFKA_SASL: needs AUDIT_KAFKA_USERNAME and AUDIT_KAFKA_PASSWORD, and they need it',
  ({ AUDIT_SINK_CERTIFICATE: certificate, AUDIT_SINK_KEY: key }) =>
    (certificate === undefined) === (key === undefined)
      ? undefined
      : 'AUDIT_SINK_CERTIFICATE: needs AUDIT_SINK_KEY, and the other way round',
  trustRule('AUDIT_SINK'),
  ...pairRules('AUDIT_SINK'),
];
