import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  begin,
  type Command,
  type CommandOutcome,
  chain,
  effect,
  type StepAnswer,
  type Steps,
  together,
} from '#libs/informatica';
import { AppError, createLogger } from '#libs/platform';
import { FakeHost, LocalTransport } from '../testing/fake-host.js';
import { RemoteRun, type RunOptions } from './remote-run.js';

const logger = createLogger('test', 'silent');
const JOB = '11111111-2222-4333-8444-555555555555';

const run = (...args: string[]): Command => ({ program: 'infacmd.sh', args, timeoutMs: 5_000 });

let host: FakeHost;
let transport: LocalTransport;

const newRun = (options: Partial<RunOptions> = {}) =>
  new RemoteRun(
    transport,
    { jobId: JOB, host: host.remote, limitMs: 20_000, mayBeginMs: 60_000, isRedelivery: false, ...options },
    logger,
  );

const stop = () => effect('stop', { enabled: true }, run('stop'));

function* readAndStop(): Steps<unknown> {
  yield* begin('stop', run('read'));
  return yield* stop();
}

const session = (options: Partial<RunOptions> = {}) => ({
  run: <T>(steps: Steps<T>) => newRun(options).run(() => steps),
});

const brief = ({ exitCode, stdout, stderr, timedOut }: CommandOutcome) => ({ exitCode, stdout, stderr, timedOut });

beforeEach(() => {
  host = new FakeHost();
  transport = new LocalTransport(host.home);
});
afterEach(() => host.remove());

describe('a chain', () => {
  it('gives exit code and both streams of each command, without a byte of the frames', async () => {
    host.install('infacmd.sh', 'printf "out $*"; printf "err $*\\n" >&2; exit $#');
    const outcomes = await session().run(chain({ ...run('a'), goOn: true }, run('b', 'c')));
    expect(outcomes.map(brief)).toEqual([
      { exitCode: 1, stdout: 'out a', stderr: 'err a\n', timedOut: false },
      { exitCode: 2, stdout: 'out b c', stderr: 'err b c\n', timedOut: false },
    ]);
  });

  it('stops at the first failure', async () => {
    host.install('infacmd.sh', 'echo "$1" >>"$LOG"; exit 3');
    const outcomes = await session().run(chain(run('first'), run('second')));
    expect([outcomes.length, host.logged]).toEqual([1, ['first']]);
  });

  it('hands arguments over unchanged, whatever stands in them', async () => {
    const nasty = ["'", '$(touch /tmp/pwn)', '`id`', '{{ 7*7 }}', '-n', 'a b', '\\', '!', '"', ';', '&&', '>x', '*'];
    host.install('infacmd.sh', 'for a in "$@"; do printf "%s\\n" "$a"; done');
    const [outcome] = await session().run(chain(run(...nasty)));
    expect(outcome?.stdout).toBe(`${nasty.join('\n')}\n`);
  });

  it('gives the programs their environment, the secret included, but never as an argument', async () => {
    host.install(
      'infacmd.sh',
      'echo "$INFA_DEFAULT_DOMAIN $INFA_DEFAULT_DOMAIN_USER $INFA_DEFAULT_DOMAIN_PASSWORD $INFA_DEFAULT_SECURITY_DOMAIN"\n' +
        'tr "\\0" " " </proc/$PPID/cmdline; tr "\\0" " " </proc/$$/cmdline',
    );
    const [outcome] = await session().run(chain(run('x')));
    const [environment, ...rest] = (outcome?.stdout ?? '').split('\n');
    expect(environment).toBe("DOM_T svc_t se'cret$(id) Native");
    expect(rest.join()).not.toContain('cret');
  });

  it('ends a command that hangs, with its children, and goes on', async () => {
    host.install('infacmd.sh', 'if [ "$1" = hang ]; then sleep 30 & sleep 30; fi; echo "$1"');
    const hang = { ...run('hang'), timeoutMs: 1_000, goOn: true };
    const outcomes = await session().run(chain(hang, run('next')));
    expect(outcomes.map(brief)).toEqual([
      { exitCode: 124, stdout: '', stderr: '', timedOut: true },
      { exitCode: 0, stdout: 'next\n', stderr: '', timedOut: false },
    ]);
  });

  it('gives no command the rest of the script to read', async () => {
    host.install('infacmd.sh', 'cat; echo read');
    const outcomes = await session().run(chain(run('a'), run('b')));
    expect(outcomes.map(({ stdout }) => stdout)).toEqual(['read\n', 'read\n']);
  });

  it('keeps 1 MiB of a flood and says so', async () => {
    host.install('infacmd.sh', 'head -c 5000000 /dev/zero');
    const [outcome] = await session().run(chain(run('flood')));
    expect([outcome?.stdout.length, outcome?.truncated, outcome?.exitCode]).toEqual([1_048_576, true, 0]);
  });

  it('leaves nothing in the temporary directory of the host', async () => {
    host.install('infacmd.sh', 'touch "$INFA_REPCNX_INFO"');
    await session().run(chain(run('x')));
    expect(readdirSync(join(host.home, 'tmp'))).toEqual([]);
  });

  it('says that the host has no place for its files', async () => {
    host.install('infacmd.sh', 'echo "$1" >>"$LOG"');
    const full = new LocalTransport(join(host.home, 'missing'));
    transport = full;
    const broken = session();
    await expect(broken.run(chain(run('x')))).rejects.toMatchObject({ code: 'HOST_SCRIPT_FAILED' });
    expect(host.logged).toEqual([]);
  });
});

describe('commands together', () => {
  it('all run, several at once, and answer in their order', async () => {
    host.install('infacmd.sh', 'echo "begin $1" >>"$LOG"; sleep "0.$1"; echo "$1"; echo "e$1" >&2; exit "$1"');
    const outcomes = await session().run(together(run('3'), run('2'), run('1'), run('0'), run('4')));
    expect(outcomes.map(brief)).toEqual(
      [3, 2, 1, 0, 4].map((n) => ({ exitCode: n, stdout: `${n}\n`, stderr: `e${n}\n`, timedOut: false })),
    );
    expect(host.logged.slice(0, 4).sort()).toEqual(['begin 0', 'begin 1', 'begin 2', 'begin 3']);
  });
});

describe('an effect', () => {
  it('happens once, however often it is delivered, and every delivery reads the same journal', async () => {
    host.install('infacmd.sh', 'echo "$1" >>"$LOG"; echo stopped; exit 7');
    const journals = [await session().run(stop()), await session().run(stop()), await session().run(stop())];
    expect(journals.map(({ before, outcomes }) => [before, outcomes?.map(brief)])).toEqual(
      journals.map(() => [{ enabled: true }, [{ exitCode: 7, stdout: 'stopped\n', stderr: '', timedOut: false }]]),
    );
    expect(host.logged).toEqual(['stop']);
  });

  it('happens once when two deliveries come at the same time', async () => {
    host.install('infacmd.sh', 'echo "$1" >>"$LOG"; sleep 1; echo done');
    const journals = await Promise.all([session().run(stop()), session().run(stop())]);
    expect(journals.map(({ outcomes }) => outcomes?.[0]?.stdout)).toEqual(['done\n', 'done\n']);
    expect(host.logged).toEqual(['stop']);
  });

  it('goes on when the connection is lost, and its outcome is read afterwards', async () => {
    host.install('infacmd.sh', 'sleep 1; echo "$1" >>"$LOG"; echo done');
    transport.losses.push(300);
    const { outcomes } = await session().run(stop());
    expect([outcomes?.[0]?.stdout, host.logged]).toEqual(['done\n', ['stop']]);
  });

  it('is of unknown end when its process is gone without one', async () => {
    host.install('infacmd.sh', 'echo "$1" >>"$LOG"; kill -9 "$(cut -d" " -f1 "$HOME"/.etlaas/*/owner)"; sleep 0.1');
    transport.losses.push(3_000);
    const journal = await session().run(stop());
    expect(journal).toEqual({ before: { enabled: true } });
    expect(host.logged).toEqual(['stop']);
  });

  it('reads the journal before the state when it was begun by an earlier delivery', async () => {
    host.install('infacmd.sh', 'echo "$1" >>"$LOG"; echo "$1"');
    const first: StepAnswer = await session().run(begin('stop', run('read')));
    await session().run(stop());
    const second: StepAnswer = await session().run(begin('stop', run('read')));
    expect(first.outcomes?.[0]?.stdout).toBe('read\n');
    expect(second.journal?.before).toEqual({ enabled: true });
    expect(host.logged).toEqual(['read', 'stop']);
  });

  it('is not begun where the journal cannot be kept', async () => {
    host.install('infacmd.sh', 'echo "$1" >>"$LOG"');
    writeFileSync(join(host.home, '.etlaas'), 'a file where a directory should be');
    await expect(session().run(stop())).rejects.toMatchObject({ code: 'HOST_SCRIPT_FAILED' });
    expect(host.logged).toEqual([]);
  });

  it('is not disturbed by a flood of its own output', async () => {
    host.install('infacmd.sh', 'head -c 30000000 /dev/zero; echo "$1" >>"$LOG"; exit 5');
    const { outcomes } = await session().run(stop());
    expect([outcomes?.[0]?.exitCode, outcomes?.[0]?.stdout.length]).toEqual([5, 1_048_576]);
    expect(host.logged).toEqual(['stop']);
  });

  it('clears journals of more than 30 days', async () => {
    const old = join(host.home, '.etlaas/old.stop');
    mkdirSync(old, { recursive: true });
    const { utimesSync } = await import('node:fs');
    const longAgo = Date.now() / 1000 - 40 * 86_400;
    utimesSync(old, longAgo, longAgo);
    host.install('infacmd.sh', ':');
    await session().run(stop());
    expect([existsSync(old), readdirSync(join(host.home, '.etlaas'))]).toEqual([false, [`${JOB}.stop`]]);
  });
});

describe('a right that is asked for again', () => {
  const revoked = new AppError('PERMISSION_REVOKED', 'gone');
  let asked: string[][];
  const asking = (answer?: Error) => ({
    assertAllowed: async () => {
      asked.push(host.logged);
      if (answer) throw answer;
    },
  });
  beforeEach(() => {
    asked = [];
    host.install('infacmd.sh', 'echo "$1" >>"$LOG"');
  });

  it('is asked for just before the effect, after the reads, and not for reads alone', async () => {
    await session(asking()).run(chain(run('read')));
    expect(asked).toEqual([]);
    await session(asking()).run(readAndStop());
    expect([asked, host.logged]).toEqual([[['read', 'read']], ['read', 'read', 'stop']]);
  });

  it('is asked for on the open way, not before waiting for one', async () => {
    const told: string[] = [];
    const execute = transport.execute.bind(transport);
    transport.execute = (target, script, runOptions) => {
      told.push('the way is open');
      return execute(target, script, runOptions);
    };
    const assertAllowed = async () => {
      told.push('asked');
    };
    await session({ assertAllowed }).run(stop());
    expect(told).toEqual(['the way is open', 'asked']);
  });

  it('keeps the effect from happening when it is gone', async () => {
    await expect(session(asking(revoked)).run(readAndStop())).rejects.toBe(revoked);
    expect(host.logged).toEqual(['read']);
    expect(existsSync(join(host.home, '.etlaas'))).toBe(false);
  });

  it.each(['PERMISSION_REVOKED', 'DIRECTORY_UNAVAILABLE'] as const)(
    'ends a redelivery whose effect was not begun with %s, not as unknown',
    async (code) => {
      const redelivery = session({ isRedelivery: true, ...asking(new AppError(code, 'no')) });
      await expect(redelivery.run(readAndStop())).rejects.toMatchObject({ code });
      expect(host.logged).toEqual(['read']);
    },
  );

  it('is not asked for once an effect has happened: what was begun is finished', async () => {
    await session().run(stop());
    const redelivery = newRun({ isRedelivery: true, ...asking(revoked) });
    await redelivery.run(function* () {
      yield* begin('stop', run('read'));
      return yield* effect('start', null, run('start'));
    });
    expect([asked, host.logged]).toEqual([[], ['stop', 'start']]);
  });
});

describe('the deadline', () => {
  it('ends a read on the host and says so', async () => {
    host.install('infacmd.sh', 'echo $$ >>"$LOG"; sleep 60');
    const slow = session({ limitMs: 700 });
    await expect(slow.run(chain({ ...run('x'), timeoutMs: 60_000 }))).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
    const pid = Number(host.logged[0]);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });

  it('makes a change unknown, not failed', async () => {
    host.install('infacmd.sh', 'sleep 60');
    const slow = session({ limitMs: 700 });
    const outcome = slow.run(effect('stop', null, { ...run('x'), timeoutMs: 60_000 }));
    await expect(outcome).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });
});

describe('a job that may no longer start', () => {
  it('runs nothing', async () => {
    host.install('infacmd.sh', 'echo "$1" >>"$LOG"');
    await expect(session({ mayBeginMs: -1 }).run(chain(run('x')))).rejects.toMatchObject({ code: 'JOB_EXPIRED' });
    expect(host.logged).toEqual([]);
  });
});
