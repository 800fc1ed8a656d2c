import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { begin, type Command, chain, effect, type Steps } from '#libs/informatica';
import { AppError, createLogger } from '#libs/platform';
import { FakeHost, LocalTransport } from '../testing/fake-host.js';
import { RemoteRun, type RunOptions } from './remote-run.js';

const logger = createLogger('test', 'silent');
const JOB = '11111111-2222-4333-8444-555555555555';
const run = (...args: string[]): Command => ({ program: 'infacmd.sh', args, timeoutMs: 30_000 });

let host: FakeHost;
let transport: LocalTransport;

beforeEach(() => {
  host = new FakeHost();
  transport = new LocalTransport(host.home);
});
afterEach(() => host.remove());

const newRun = (options: Partial<RunOptions> = {}) =>
  new RemoteRun(
    transport,
    { jobId: JOB, host: host.remote, limitMs: 30_000, mayBeginMs: 60_000, isRedelivery: false, ...options },
    logger,
  );

/** As operations are: the journal, or else the state; then the effect; then the state again. */
function* stop(): Steps<string> {
  const begun = yield* begin('stop', run('read'));
  if (begun.journal) return 'from the journal';
  if (begun.outcomes?.[0]?.stdout === 'stopped\n') return 'was so already';
  yield* effect('stop', { state: begun.outcomes?.[0]?.stdout }, run('stop'));
  const [after] = yield* chain(run('read'));
  return `now ${after?.stdout.trim()}`;
}

/** A service whose state is a file. */
const aService = (more = '') =>
  host.install(
    'infacmd.sh',
    `${more}
echo "$1" >>"$LOG"
case $1 in read) if [ -e "$HOME/stopped" ]; then echo stopped; else echo running; fi;; stop) touch "$HOME/stopped";; esac`,
  );

describe('a fault after the effect', () => {
  it.each(['HOST_LOGIN_REFUSED', 'HOST_KEY_REFUSED', 'HOST_SCRIPT_FAILED'] as const)(
    '%s does not make the change failed',
    async (code) => {
      aService();
      transport.faults.push(undefined, undefined, new AppError(code, 'no way in'));
      await expect(newRun().run(stop)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      expect(host.logged).toEqual(['read', 'stop']);
    },
  );

  it('before it is what it is', async () => {
    aService();
    transport.faults.push(new AppError('HOST_LOGIN_REFUSED', 'no way in'));
    await expect(newRun().run(stop)).rejects.toMatchObject({ code: 'HOST_LOGIN_REFUSED' });
  });

  it('on a redelivery is unknown, for the effect may have been begun', async () => {
    aService();
    transport.faults.push(new AppError('HOST_LOGIN_REFUSED', 'no way in'));
    const redelivered = newRun({ isRedelivery: true });
    await expect(redelivered.run(stop)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });
});

describe('a redelivery', () => {
  it('past notAfter opens no gate', async () => {
    aService();
    const late = newRun({ isRedelivery: true, mayBeginMs: -7_200_000 });
    await expect(late.run(stop)).rejects.toMatchObject({ code: 'JOB_EXPIRED' });
    expect(host.logged).toEqual(['read']);
  });

  it('past notAfter tells what the journal says', async () => {
    aService();
    await newRun().run(stop);
    expect(await newRun({ isRedelivery: true, mayBeginMs: -1 }).run(stop)).toBe('from the journal');
    expect(host.logged).toEqual(['read', 'stop', 'read']);
  });

  it('that was overtaken by the delivery before it does not say "was so already"', async () => {
    // The frozen delivery thaws between this one's look at the gate and its look at the state.
    aService(
      'if [ "$1" = read ]; then mkdir -p "$HOME/.etlaas"; cp -r "$HOME/thawed" "$HOME/.etlaas/$JOB.stop"; touch "$HOME/stopped"; fi',
    );
    host.install(
      'prepare.sh',
      'mkdir -p "$HOME/thawed"; echo bnVsbA== >"$HOME/thawed/before"; echo "1 x" >"$HOME/thawed/owner"; touch "$HOME/thawed/done"',
    );
    await newRun({ jobId: 'other' }).run(() => chain({ ...run(), program: 'prepare.sh' as 'infacmd.sh' }));
    transport.env['JOB'] = JOB;
    expect(await newRun({ isRedelivery: true }).run(stop)).toBe('from the journal');
  });
});

describe('an effect whose script was lost on the way', () => {
  it('is sent again only after everything was read anew', async () => {
    aService();
    transport.losses.push(undefined, 'before it is read');
    expect(await newRun().run(stop)).toBe('now stopped');
    expect(host.logged).toEqual(['read', 'read', 'stop', 'read']);
  });
});

describe('an effect whose script was lost on the way, and that may not be sent again', () => {
  it.each(['PERMISSION_REVOKED', 'DIRECTORY_UNAVAILABLE'] as const)(
    'for %s is unknown: the lost one may arrive',
    async (code) => {
      aService();
      transport.losses.push(undefined, 'before it is read');
      const answers: (AppError | undefined)[] = [undefined, new AppError(code, 'no')];
      const assertAllowed = async () => {
        const answer = answers.shift();
        if (answer) throw answer;
      };
      await expect(newRun({ assertAllowed }).run(stop)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      expect([host.logged, answers]).toEqual([['read', 'read'], []]);
    },
  );
});

describe('a cancel', () => {
  it('before the effect keeps it from being begun', async () => {
    aService();
    const cancelled = newRun();
    await cancelled.cancel();
    await expect(cancelled.run(stop)).rejects.toMatchObject({ code: 'JOB_CANCELLED' });
    expect(host.logged).toEqual([]);
  });

  it('ends the command that runs, and starts none after it', async () => {
    host.install('infacmd.sh', 'echo "$1" >>"$LOG"; sleep 30');
    const kills = ['1', '2', '3'].map((id) => ({ ...run(id), goOn: true }));
    const running = newRun();
    const outcome = running.run(() => effect('kill', null, ...kills));
    await untilLogged(1);
    await running.cancel();
    expect((await outcome).outcomes?.map(({ exitCode }) => exitCode)).toEqual([143, 143, 143]);
    expect(host.logged).toEqual(['1']);
  });
});

describe('the journal', () => {
  it('does not wait for a child that a command left behind', async () => {
    host.install('infacmd.sh', 'sleep 30 & echo $! >>"$LOG"; echo done');
    const from = performance.now();
    const { outcomes } = await newRun().run(() => effect('stop', null, run('stop')));
    expect([outcomes?.[0]?.exitCode, outcomes?.[0]?.stdout]).toEqual([0, 'done\n']);
    expect(performance.now() - from).toBeLessThan(15_000);
    await untilGone(Number(host.logged[0]));
  }, 30_000);

  it('has the exit code as soon as the command has ended', async () => {
    host.install('infacmd.sh', 'sleep 3 & echo done; exit 4');
    const outcome = newRun().run(() => effect('stop', null, run('stop')));
    const file = `${host.home}/.etlaas/${JOB}.stop/0.end`;
    while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(existsSync(`${host.home}/.etlaas/${JOB}.stop/done`)).toBe(false);
    expect(readFileSync(file, 'utf8')).toMatch(/^4 /);
    await outcome;
  });
});

describe('a child that a command left behind', () => {
  const stubborn = (then: string) =>
    host.install(
      'infacmd.sh',
      `sh -c 'trap "" TERM; echo $$ >>"'"$LOG"'"; sleep 60 & wait' </dev/null >/dev/null 2>&1 &
while [ ! -s "$LOG" ]; do sleep 0.05; done; ${then}`,
    );

  it.each([
    ['by a command that ended', 'exit 0', 0],
    ['by a command that was too slow, and that ignores TERM', 'sleep 60', 124],
  ])(
    '%s, is ended by the host within 6 seconds',
    async (_, then, exitCode) => {
      stubborn(then);
      const [outcome] = await newRun().run(() => chain({ ...run('x'), timeoutMs: 1_000 }));
      const endedAt = performance.now();
      expect([outcome?.exitCode, isThere(Number(host.logged[0]))]).toEqual([exitCode, true]);
      await untilGone(Number(host.logged[0]));
      expect(performance.now() - endedAt).toBeLessThan(6_000);
    },
    30_000,
  );
});

describe('the end of the run on a host that nobody can reach any more', () => {
  it('begins no other command of the chain, and gives none more time than is left', async () => {
    host.install('infacmd.sh', 'echo "$1 $(date +%s)" >>"$LOG"; sleep 60');
    const commands = ['1', '2', '3'].map((id) => ({ ...run(id), goOn: true }));
    transport.losses.push(200);
    transport.faults.push(undefined, ...Array.from({ length: 20 }, () => new AppError('HOST_UNREACHABLE', 'cut')));
    const outcome = newRun({ limitMs: 2_000 }).run(() => effect('kill', null, ...commands));
    await expect(outcome).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    const journal = `${host.home}/.etlaas/${JOB}.kill`;
    while (!existsSync(`${journal}/done`)) await new Promise((resolve) => setTimeout(resolve, 20));
    const ends = [0, 1, 2].map((at) => readFileSync(`${journal}/${at}.end`, 'utf8').split(' ')[0]);
    expect([ends, host.logged.length]).toEqual([['124', '143', '143'], 1]);
  });
});

/** A dead process that nobody has collected yet has no command line. */
const isThere = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
};

async function untilGone(pid: number): Promise<void> {
  while (isThere(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function untilLogged(lines: number): Promise<void> {
  while (host.logged.length < lines) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('a change that was overtaken', () => {
  function* stopAnyway(): Steps<unknown> {
    yield* begin('stop', run('read'));
    return yield* effect('stop', null, run('stop'));
  }
  const fence = (number: number, target = 'target-a') => ({ number: String(number), target });
  const stopWith = (jobId: string, number: number, target?: string) =>
    newRun({ jobId, fence: fence(number, target) }).run(stopAnyway);

  it('is not begun, and says so', async () => {
    host.install('infacmd.sh', 'echo "$1" >>"$LOG"');
    await stopWith('later', 1_795_000_000_000_002);
    await expect(stopWith('earlier', 1_795_000_000_000_001)).rejects.toMatchObject({ code: 'TARGET_BUSY' });
    expect(host.logged).toEqual(['read', 'stop', 'read']);
    await stopWith('latest', 1_795_000_000_000_003);
    expect(host.logged.slice(3)).toEqual(['read', 'stop']);
  });

  it('tells what it did, if it had begun before', async () => {
    host.install('infacmd.sh', 'echo "$1" >>"$LOG"');
    await stopWith('earlier', 1);
    await stopWith('later', 2);
    const again = newRun({ jobId: 'earlier', fence: fence(1), isRedelivery: true });
    expect(await again.run(stop)).toBe('from the journal');
    expect(host.logged.filter((line) => line === 'stop')).toHaveLength(2);
  });

  it('is none of another target, nor one of a release without numbers', async () => {
    host.install('infacmd.sh', 'echo "$1" >>"$LOG"');
    await stopWith('later', 2);
    await stopWith('other', 1, 'target-b');
    await newRun({ jobId: 'old' }).run(stopAnyway);
    expect(host.logged.filter((line) => line === 'stop')).toHaveLength(3);
  });
});
