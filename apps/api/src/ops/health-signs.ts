import type { Registry } from 'prom-client';
import type { AuditLog } from '#libs/audit';
import type { CallerGrants } from '#libs/permission';
import type { RedisClient } from '#libs/queue';
import { inWords } from './lengths.js';
import type { HealthSign } from './snapshot.js';

/** What is looked at. */
export interface HealthParts {
  redis: Pick<RedisClient, 'ping'>;
  audit: Pick<AuditLog, 'healthy' | 'lostRecords'>;
  grants: Pick<CallerGrants, 'datedOf'>;
  /** What other parts of the process say of themselves. */
  registry: Registry;
}

/** Records that are delivered later than this are told of. */
const LATE_S = 300;
/** While tokens come, the keys are read anew each ten minutes: older than this, the provider has not answered for long. */
const OLD_KEYS_S = 3_600;

/** Whether what the API leans on works, in words. Never rejects. */
export class HealthSigns {
  private redisAwaySince: number | undefined;

  constructor(private readonly parts: HealthParts) {}

  /** As it is now; the directory as it answers about `login`, for a directory cannot be asked about nobody. */
  all(login: string | undefined): Promise<HealthSign[]> {
    return Promise.all([this.redis(), this.directory(login), this.keys(), this.audit(), this.delivery()]).then(
      (signs) => signs.flatMap((sign) => sign ?? []),
    );
  }

  private async redis(): Promise<HealthSign> {
    const since = performance.now();
    const answer = await this.parts.redis.ping().catch(() => undefined);
    const name = 'Redis';
    if (answer === 'PONG') {
      this.redisAwaySince = undefined;
      const ms = performance.now() - since;
      return { name, state: 'up', words: ms < 50 ? 'answers at once' : `answers in ${inWords(ms)}` };
    }
    this.redisAwaySince ??= Date.now();
    const at = new Date(this.redisAwaySince).toISOString().slice(11, 19);
    return { name, state: 'down', words: `does not answer since ${at} UTC: jobs cannot be seen` };
  }

  private async directory(login: string | undefined): Promise<HealthSign> {
    const name = 'Directory';
    if (login === undefined) return { name, state: 'unknown', words: 'was not asked' };
    const answer = await this.parts.grants.datedOf(login, 'read').catch(() => undefined);
    if (!answer) return { name, state: 'down', words: 'does not answer: nobody can be let in' };
    const failing = (await this.numberOf('etlaas_directory_servers_failing')) ?? 0;
    if (failing > 0 && !answer.isStale)
      return { name, state: 'weak', words: `${failing} of its servers do not answer` };
    const age = inWords(answer.ageMs);
    if (answer.isStale) return { name, state: 'down', words: `does not answer: groups of ${age} ago serve to read` };
    return { name, state: 'up', words: answer.ageMs < 1_000 ? 'answers' : `answered ${age} ago` };
  }

  /** Missing where nobody has needed them yet. */
  private async keys(): Promise<HealthSign | undefined> {
    const name = 'Sign-in keys';
    const ageS = await this.numberOf('etlaas_signing_keys_age_seconds');
    const failures = (await this.numberOf('etlaas_signing_keys_fetches_total', 'failed')) ?? 0;
    if (ageS === undefined)
      return failures > 0 ? { name, state: 'down', words: 'were never read: tokens cannot be judged' } : undefined;
    const words = `read ${inWords(ageS * 1_000)} ago`;
    // Where no try failed they are old because nobody has needed them, as after a quiet night.
    return { name, state: ageS > OLD_KEYS_S && failures > 0 ? 'weak' : 'up', words };
  }

  private async audit(): Promise<HealthSign> {
    const { healthy, lostRecords } = this.parts.audit;
    const name = 'Audit';
    if (!healthy) return { name, state: 'down', words: 'records cannot be written: changes are refused' };
    if ((await this.numberOf('etlaas_audit_accepts_changes')) === 0)
      return { name, state: 'down', words: 'changes are refused until records are delivered or there is room' };
    if (lostRecords > 0) return { name, state: 'weak', words: `${lostRecords} records were lost since the start` };
    const free = await this.numberOf('etlaas_audit_free_bytes');
    return {
      name,
      state: 'up',
      words: `records are written${free === undefined ? '' : `, ${inMegabytes(free)} free`}`,
    };
  }

  /** Missing where records are not delivered by this process. */
  private async delivery(): Promise<HealthSign | undefined> {
    const lagS = await this.numberOf('etlaas_audit_delivery_lag_seconds');
    if (lagS === undefined) return undefined;
    const waiting = (await this.numberOf('etlaas_audit_undelivered_records')) ?? 0;
    const name = 'Audit delivery';
    if (waiting === 0) return { name, state: 'up', words: 'all records are delivered' };
    const words = `${waiting} records to deliver, the oldest ${inWords(lagS * 1_000)} old`;
    return { name, state: lagS > LATE_S ? 'weak' : 'up', words };
  }

  /** The value of a metric without labels, or the largest, of one result where it is told; undefined where there is none such. */
  private async numberOf(name: string, result?: string): Promise<number | undefined> {
    const { values = [] } = (await this.parts.registry.getSingleMetric(name)?.get()) ?? {};
    const meant = values.filter(({ labels }) => result === undefined || labels['result'] === result);
    const numbers = meant.map(({ value }) => Number(value)).filter(Number.isFinite);
    return numbers.length > 0 ? Math.max(...numbers) : undefined;
  }
}

const inMegabytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MiB`;
