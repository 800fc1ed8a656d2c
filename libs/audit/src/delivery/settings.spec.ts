import { describe, expect, it } from '@jest/globals';
import { readSettings, SettingsError } from '#libs/platform';
import { deliveryRules, deliverySettings } from './settings.js';
import { openSink } from './sinks/open-sink.js';

const read = (env: Record<string, string>) => readSettings(deliverySettings, env, deliveryRules);

function faultsOf(env: Record<string, string>): string {
  try {
    read(env);
    return 'none';
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.faults.join(' | ');
  }
}

const HTTP = { AUDIT_SINK: 'http', AUDIT_HTTP_URL: 'https://lake.example/audit' };
const KAFKA = {
  AUDIT_SINK: 'kafka',
  AUDIT_KAFKA_BROKERS: 'k1.example:9093,k2.example:9093',
  AUDIT_KAFKA_TOPIC: 'audit',
};

describe('the settings of delivery', () => {
  it.each([
    ['none', {}],
    ['file', { AUDIT_SINK: 'file', AUDIT_DROP_DIR: '/drop' }],
    ['http', HTTP],
    ['http', { ...HTTP, AUDIT_HTTP_URL: 'http://127.0.0.1:8080/' }],
    ['kafka', KAFKA],
    ['kafka', { ...KAFKA, AUDIT_KAFKA_BROKERS: '127.0.0.1:9092', AUDIT_KAFKA_TLS: 'false' }],
    ['kafka', { ...KAFKA, AUDIT_KAFKA_SASL: 'PLAIN', AUDIT_KAFKA_USERNAME: 'u', AUDIT_KAFKA_PASSWORD: 'p' }],
  ])('open a sink of kind %s', async (kind, env) => {
    expect((await openSink(read(env)))?.sink.kind ?? 'none').toBe(kind);
  });

  it.each([
    [{ AUDIT_SINK: 'ftp' }, 'must be one of none, file, http, kafka'],
    [{ AUDIT_SINK: 'file' }, 'AUDIT_DROP_DIR: must be set where AUDIT_SINK is file'],
    [{ AUDIT_SINK: 'http' }, 'AUDIT_HTTP_URL: must be set'],
    [{ AUDIT_SINK: 'kafka' }, 'AUDIT_KAFKA_BROKERS, AUDIT_KAFKA_TOPIC: must be set'],
    [{ AUDIT_DROP_DIR: '/drop' }, 'AUDIT_DROP_DIR: set, but AUDIT_SINK is none'],
    [{ ...HTTP, AUDIT_DROP_DIR: '/drop' }, 'AUDIT_DROP_DIR: set, but AUDIT_SINK is http'],
    [{ ...HTTP, AUDIT_HTTP_URL: 'http://lake.example/' }, 'must be https, or http on loopback'],
    [{ ...HTTP, AUDIT_HTTP_URL: 'ftp://127.0.0.1/' }, 'must be https, or http on loopback'],
    [{ ...HTTP, AUDIT_HTTP_URL: 'https://me:s3cret@lake.example/' }, 'must not hold a login'],
    [{ ...HTTP, AUDIT_SINK_CERTIFICATE: 'pem' }, 'AUDIT_SINK_CERTIFICATE: needs AUDIT_SINK_KEY'],
    [{ ...HTTP, AUDIT_SINK_CA: 'pem' }, 'AUDIT_SINK_CA: holds no certificates'],
    [{ ...HTTP, AUDIT_SINK_CERTIFICATE: 'c', AUDIT_SINK_KEY: 'k' }, 'AUDIT_SINK_CERTIFICATE: holds no certificates'],
    [{ ...KAFKA, AUDIT_KAFKA_BROKERS: 'k1.example' }, 'AUDIT_KAFKA_BROKERS: must be host:port'],
    [{ ...KAFKA, AUDIT_KAFKA_TLS: 'false' }, 'may be false only where all brokers are on loopback'],
    [{ ...KAFKA, AUDIT_KAFKA_SASL: 'PLAIN' }, 'AUDIT_KAFKA_SASL: needs AUDIT_KAFKA_USERNAME and AUDIT_KAFKA_PASSWORD'],
    [{ ...KAFKA, AUDIT_KAFKA_USERNAME: 'u' }, 'AUDIT_KAFKA_SASL: needs'],
    [{ ...KAFKA, AUDIT_KAFKA_TOPIC: 'a b' }, 'must be the name of a topic'],
  ])('%j are refused: %s', (env, fault) => {
    expect(faultsOf(env)).toContain(fault);
    expect(faultsOf(env)).not.toContain('s3cret');
  });
});
