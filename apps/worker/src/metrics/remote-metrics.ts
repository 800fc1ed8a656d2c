import { Counter, Histogram, type Registry } from 'prom-client';
import { AppError, type ErrorCode } from '#libs/platform';
import type { RemoteHost } from '../remote/remote-host.js';
import { RunInterrupted, type Transport, type TransportRun } from '../remote/transport.js';
import type { Transports } from '../remote/transports.js';

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_200, 3_600];

/** What a transport throws by itself. Whatever else ends a script is ours: a cancel, a deadline, a right that is gone. */
const FAULTS: Partial<Record<ErrorCode, string>> = {
  HOST_UNREACHABLE: 'unreachable',
  HOST_KEY_REFUSED: 'host-key-refused',
  HOST_LOGIN_REFUSED: 'login-refused',
  OUTPUT_TOO_LARGE: 'too-much-output',
};

const RESULTS = ['ended', 'cut-off', 'called-off', ...Object.values(FAULTS)];

/** Counts how scripts on the hosts end, and which commands there took too long. */
export class RemoteMetrics {
  private readonly scripts: Counter<'zone' | 'transport' | 'result'>;
  private readonly seconds: Histogram<'zone' | 'transport'>;
  private readonly timeouts: Counter<'zone'>;

  constructor(registry: Registry, zones: readonly string[]) {
    const registers = [registry];
    this.scripts = new Counter({
      name: 'etlaas_remote_scripts_total',
      help: 'Scripts for hosts, by how they ended',
      labelNames: ['zone', 'transport', 'result'],
      registers,
    });
    this.seconds = new Histogram({
      name: 'etlaas_remote_script_seconds',
      help: 'Time of scripts that ended, with the wait for a channel',
      labelNames: ['zone', 'transport'],
      buckets: SECONDS,
      registers,
    });
    this.timeouts = new Counter({
      name: 'etlaas_remote_command_timeouts_total',
      help: 'Commands on hosts that were ended by their time limit',
      labelNames: ['zone'],
      registers,
    });
    for (const zone of zones) this.timeouts.inc({ zone }, 0);
  }

  /** The same transports, each counted for its zone. Close those that were given. */
  watch(transports: Transports): Transports {
    return new Map([...transports].map(([zone, transport]) => [zone, this.counted(zone, transport)]));
  }

  commandTimedOut(zone: string): void {
    this.timeouts.inc({ zone });
  }

  private counted(zone: string, transport: Transport): Transport {
    const labels = { zone, transport: transport.name };
    for (const result of RESULTS) this.scripts.inc({ ...labels, result }, 0);
    const execute = async (host: RemoteHost, script: string, run: TransportRun): Promise<void> => {
      const end = this.seconds.startTimer(labels);
      try {
        await transport.execute(host, script, run);
      } catch (error) {
        this.scripts.inc({ ...labels, result: resultOf(error) });
        throw error;
      }
      end();
      this.scripts.inc({ ...labels, result: 'ended' });
    };
    return { name: transport.name, execute, close: () => transport.close() };
  }
}

function resultOf(error: unknown): string {
  if (error instanceof RunInterrupted) return 'cut-off';
  return (error instanceof AppError && FAULTS[error.code]) || 'called-off';
}
