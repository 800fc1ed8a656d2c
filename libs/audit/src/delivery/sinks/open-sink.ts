import { ClientTls, environment, type LiveCertificates, type SettingsOf, type WithCertificates } from '#libs/platform';
import type { Sink } from '../batch.js';
import type { deliverySettings } from '../settings.js';
import { FileSink } from './file-sink.js';
import { HttpSink } from './http-sink.js';
import { KafkaSink } from './kafka-sink.js';
import { liveToken } from './live-token.js';

type Settings = SettingsOf<typeof deliverySettings>;

/** A sink, and the certificates by which it and the lake believe each other. */
export interface OpenSink extends WithCertificates {
  sink: Sink;
}

/**
 * The sink that settings choose, by the rules of which they were read; undefined where there is none. Rejects with a `RefusedFile`
 * where a certificate is no good by now.
 */
export async function openSink(settings: Settings, env = environment()): Promise<OpenSink | undefined> {
  const tls = await ClientTls.open('AUDIT_SINK', settings, env);
  const sink = sinkOf(settings, tls, env);
  return sink && { sink, certificates: tls.certificates };
}

function sinkOf(settings: Settings, tls: LiveCertificates, env: ReturnType<typeof environment>): Sink | undefined {
  switch (settings.AUDIT_SINK) {
    case 'none':
      return undefined;
    case 'file':
      return new FileSink(settings.AUDIT_DROP_DIR as string);
    case 'http':
      return new HttpSink({
        url: settings.AUDIT_HTTP_URL as string,
        token: liveToken(settings.AUDIT_HTTP_TOKEN, env.AUDIT_HTTP_TOKEN_FILE),
        tls,
        isZipped: settings.AUDIT_HTTP_GZIP,
      });
    case 'kafka':
      return kafkaSink(settings, tls);
  }
}

function kafkaSink(settings: Settings, tls: LiveCertificates): Sink {
  const { AUDIT_KAFKA_SASL: mechanism, AUDIT_KAFKA_USERNAME: username, AUDIT_KAFKA_PASSWORD: password } = settings;
  return new KafkaSink({
    brokers: settings.AUDIT_KAFKA_BROKERS,
    topic: settings.AUDIT_KAFKA_TOPIC as string,
    tls: settings.AUDIT_KAFKA_TLS ? tls : undefined,
    sasl: mechanism && username && password ? { mechanism, username, password } : undefined,
  });
}
