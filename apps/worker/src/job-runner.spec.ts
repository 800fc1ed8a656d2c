import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Inventory } from '#libs/permission';
import { AppError, createLogger, type ErrorCode, Secret } from '#libs/platform';
import type { SignedJob } from '#libs/queue';
import { JobRunner, type RunConditions } from './job-runner.js';
import type { RemoteHost } from './remote/remote-host.js';
import { RemoteHosts } from './remote/remote-hosts.js';
import type { TransportRun } from './remote/transport.js';
import { FakeHost, LocalTransport } from './testing/fake-host.js';

const HEADER = 'hostname,domain,environment,zone,gateway\n';
/** The host that a job names stands second: what counts is the order of the others. */
const HOSTS = [
  'c.socgen,DOM_T,Production,vm,gw.socgen:6005',
  'a.socgen,DOM_T,Production,vm,',
  'b.socgen,DOM_T,Production,vm,',
  'early.socgen,DOM_T,Development,vm,',
  'other.socgen,DOM_U,Production,vm,',
];

/** Notes who is asked; a host that is away is not reached. */
class SomeAway extends LocalTransport {
  readonly asked: string[] = [];
  readonly away = new Map<string, ErrorCode>();
  afterSending?: () => void;

  override async execute(host: RemoteHost, script: string, run: TransportRun): Promise<void> {
    this.asked.push(host.hostname);
    const code = this.away.get(host.hostname);
    if (code) throw new AppError(code, `${host.hostname} is away.`);
    await super.execute(host, script, run);
    this.afterSending?.();
  }
}

let host: FakeHost;
let transport: SomeAway;

beforeEach(() => {
  host = new FakeHost();
  host.install('infacmd.sh', 'echo "$@" >>"$LOG"; echo "Command ran successfully."');
  transport = new SomeAway(host.home);
});
afterEach(() => host.remove());

function run(operation: string, input: object, conditions: Partial<RunConditions> = {}) {
  const inventory = Inventory.parse(`${HEADER}${HOSTS.join('\n')}\n`);
  const credentials = new Secret('domain,user,password\nDOM_T,svc,x\n');
  const defaults = { user: 'infa', port: 22, infaHome: `${host.home}/infa` };
  const hosts = new RemoteHosts({ current: { value: inventory } }, credentials, defaults);
  const target = { trigram: 'MAE', domain: 'DOM_T', environment: 'Production', host: 'a.socgen', zone: 'vm' };
  const job = { id: '11111111-2222-4333-8444-555555555555', operation, input, target } as unknown as SignedJob;
  const runner = new JobRunner(hosts, new Map([['vm', transport]]), createLogger('test', 'silent'), 3_600_000);
  const usual = { mayBeginMs: 60_000, isRedelivery: false, onRunning: () => undefined };
  return runner.run(runner.fit(job), { ...usual, ...conditions });
}

const list = (conditions?: Partial<RunConditions>) => run('integration-services.list', {}, conditions);

describe('a read', () => {
  it('asks its host, and no other where that can be reached', async () => {
    const others: string[] = [];
    expect(await list({ onOtherHost: (name) => others.push(name) })).toEqual({ services: [] });
    expect([transport.asked, others]).toEqual([['a.socgen'], []]);
  });

  it('asks the others of domain, environment and zone in the order of the file, and tells so', async () => {
    transport.away.set('a.socgen', 'HOST_UNREACHABLE').set('c.socgen', 'HOST_UNREACHABLE');
    const others: string[] = [];
    const progress: string[] = [];
    const told = {
      onOtherHost: (name: string) => others.push(name),
      onProgress: (text: string) => progress.push(text),
    };
    expect(await list(told)).toEqual({ services: [] });
    expect(transport.asked).toEqual(['a.socgen', 'c.socgen', 'b.socgen']);
    expect(others).toEqual(['c.socgen', 'b.socgen']);
    expect(progress).toEqual([
      'a.socgen cannot be reached; asking c.socgen',
      'c.socgen cannot be reached; asking b.socgen',
    ]);
  });

  it('fails with the words of all, where none can be reached', async () => {
    for (const name of ['a', 'b', 'c']) transport.away.set(`${name}.socgen`, 'HOST_UNREACHABLE');
    const message = 'a.socgen is away. c.socgen is away. b.socgen is away.';
    await expect(list()).rejects.toMatchObject({ code: 'HOST_UNREACHABLE', message });
  });

  it.each(['HOST_KEY_REFUSED', 'HOST_LOGIN_REFUSED', 'HOST_SCRIPT_FAILED'] as const)(
    'is not asked elsewhere after %s: that is an alarm, not an outage',
    async (code) => {
      transport.away.set('a.socgen', code);
      await expect(list()).rejects.toMatchObject({ code });
      expect(transport.asked).toEqual(['a.socgen']);
    },
  );

  it('is not asked elsewhere once something ran on its host', async () => {
    host.install('infacmd.sh', 'echo INT_A; echo "Command ran successfully."');
    transport.afterSending = () => transport.away.set('a.socgen', 'HOST_UNREACHABLE');
    await expect(list()).rejects.toMatchObject({ code: 'HOST_UNREACHABLE' });
    expect(new Set(transport.asked)).toEqual(new Set(['a.socgen']));
  });

  it('that is cancelled on the way is not asked elsewhere', async () => {
    transport.away.set('a.socgen', 'HOST_UNREACHABLE');
    const onRunning = (cancel: () => Promise<void>) => void (transport.asked.length > 0 && cancel());
    await expect(list({ onRunning })).rejects.toMatchObject({ code: 'JOB_CANCELLED' });
    expect(transport.asked).toEqual(['a.socgen']);
  });

  it('does not begin elsewhere when its time to begin is over', async () => {
    transport.away.set('a.socgen', 'HOST_UNREACHABLE');
    await expect(list({ mayBeginMs: -1 })).rejects.toMatchObject({ code: 'JOB_EXPIRED' });
  });

  it('goes through the gateway of the host that is asked', async () => {
    transport.away.set('a.socgen', 'HOST_UNREACHABLE');
    await list();
    expect(host.logged).toEqual(['isp ListServices -st IS -hp gw.socgen:6005']);
  });
});

describe('a change', () => {
  it('stays on its host, always', async () => {
    transport.away.set('a.socgen', 'HOST_UNREACHABLE');
    const stopped = run('integration-service.stop', { service: 'INT_A', mode: 'abort' });
    await expect(stopped).rejects.toMatchObject({ code: 'HOST_UNREACHABLE', message: 'a.socgen is away.' });
    expect(transport.asked).toEqual(['a.socgen']);
  });
});
