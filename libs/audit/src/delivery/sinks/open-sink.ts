import { environment, type SettingsOf } from '#libs/platform';
import type { Sink } from '../batch.js';
import type { deliverySettings } from '../settings.js';
import { FileSink } from './file-sink.js';
import { HttpSink } from './http-sink.js';
import { KafkaSink } from './kafka-sink.js';
import { liveToken } from './live-token.js';

type Settings = SettingsOf<typeof deliverySettings>;

/** The sink that settings choose, by the rules of which they were read; undefined where there is none. */
export function openSink(settings: Settings, env = environment()): Sink | undefined {
  switch (settings.AUDIT_SINK) {
    case 'none':
      return undefined;
    case 'file':
      return new FileSink(settings.AUDIT_DROP_DIR as string);
    case 'http':
      return new HttpSink({
        url: settings.AUDIT_HTTP_URL as string,
        token: liveToken(settings.AUDIT_HTTP_TOKEN, env.AUDIT_HTTP_TOKEN_FILE),
        tls: tlsOf(settings),
        isZipped: settings.AUDIT_HTTP_GZIP,
      });
    case 'kafka':
      return kafkaSink(settings);
  }
}

function kafkaSink(settings: Settings): Sink {
  const { AUDIT_KAFKA_SASL: mechanism, AUDIT_KAFKA_USERNAME: username, AUDIT_KAFKA_PASSWORD: password } = settings;
  return new KafkaSink({
    brokers: settings.AUDIT_KAFKA_BROKERS,
    topic: settings.AUDIT_KAFKA_TOPIC as string,
    tls: settings.AUDIT_KAFKA_TLS ? tlsOf(settings) : undefined,
    sasl: mechanism && username && password ? { mechanism, username, password } : undefined,
  });
}

/** Only what is given: Node.js takes an undefined CA for none. */
const tlsOf = ({ AUDIT_SINK_CA: ca, AUDIT_SINK_CERTIFICATE: cert, AUDIT_SINK_KEY: key }: Settings) => ({
  ...(ca && { ca }),
  ...(cert && { cert }),
  ...(key && { key: key.reveal() }),
});
