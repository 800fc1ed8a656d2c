import type { AuditDelivery, AuditLog } from '#libs/audit';
import type { SigningKeys } from '#libs/auth';
import type { CallerGrants, Directory } from '#libs/permission';
import { isAnswering, type RedisClient } from '#libs/queue';
import { inWords } from './lengths.js';
import type { HealthSign } from './snapshot.js';

/** What is looked at. */
export interface HealthParts {
  redis: RedisClient;
  audit: Pick<AuditLog, 'state' | 'lostRecords'>;
  /** Absent where this process does not deliver its records. */
  delivery?: Pick<AuditDelivery, 'state'> | undefined;
  grants: Pick<CallerGrants, 'datedOf'>;
  directory: Pick<Directory, 'failing'>;
  signingKeys: Pick<SigningKeys, 'state'>;
}

/** Records that are delivered later than this are told of. */
const LATE_S = 300;
/** While tokens come, the keys are read anew each ten minutes: older than this, the provider has not answered for long. */
const OLD_KEYS_MS = 3_600_000;

/** Whether what the API leans on works, in words. Never rejects. */
export class HealthSigns {
  private redisAwaySince: number | undefined;

  constructor(private readonly parts: HealthParts) {}

  /** As it is now; the directory as it answers about `login`, for a directory cannot be asked about nobody. */
  all(login: string | undefined): Promise<HealthSign[]> {
    const looks = [this.redis(), this.directory(login), this.keys(), this.audit(), this.delivery()];
    return Promise.all(looks).then((signs) => signs.flatMap((sign) => sign ?? []));
  }

  private async redis(): Promise<HealthSign> {
    const since = performance.now();
    const isThere = await isAnswering(this.parts.redis);
    const name = 'Redis';
    if (isThere) {
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
    const failing = (this.parts.directory.failing ?? []).filter(Boolean).length;
    if (failing > 0 && !answer.isStale)
      return { name, state: 'weak', words: `${failing} of its servers do not answer` };
    const age = inWords(answer.ageMs);
    if (answer.isStale) return { name, state: 'down', words: `does not answer: groups of ${age} ago serve to read` };
    return { name, state: 'up', words: answer.ageMs < 1_000 ? 'answers' : `answered ${age} ago` };
  }

  /** Missing where nobody has needed them yet. */
  private keys(): HealthSign | undefined {
    const name = 'Sign-in keys';
    const { ageMs, failures } = this.parts.signingKeys.state;
    if (ageMs === undefined)
      return failures > 0 ? { name, state: 'down', words: 'were never read: tokens cannot be judged' } : undefined;
    const words = `read ${inWords(ageMs)} ago`;
    // Where no try failed they are old because nobody has needed them, as after a quiet night.
    return { name, state: ageMs > OLD_KEYS_MS && failures > 0 ? 'weak' : 'up', words };
  }

  private audit(): HealthSign {
    const { state, lostRecords } = this.parts.audit;
    const { healthy, acceptsChanges, freeBytes: free } = state;
    const name = 'Audit';
    if (!healthy) return { name, state: 'down', words: 'records cannot be written: changes are refused' };
    if (!acceptsChanges)
      return { name, state: 'down', words: 'changes are refused until records are delivered or there is room' };
    if (lostRecords > 0) return { name, state: 'weak', words: `${lostRecords} records were lost since the start` };
    return {
      name,
      state: 'up',
      words: `records are written${free === undefined ? '' : `, ${inMegabytes(free)} free`}`,
    };
  }

  /** Missing where records are not delivered by this process. */
  private async delivery(): Promise<HealthSign | undefined> {
    const state = await this.parts.delivery?.state().catch(() => undefined);
    if (!state) return undefined;
    const { undeliveredRecords: waiting, lagSeconds: lagS } = state;
    const name = 'Audit delivery';
    if (waiting === 0) return { name, state: 'up', words: 'all records are delivered' };
    const words = `${waiting} records to deliver, the oldest ${inWords(lagS * 1_000)} old`;
    return { name, state: lagS > LATE_S ? 'weak' : 'up', words };
  }
}

const inMegabytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MiB`;
