import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import type { Place } from '../stack/sshd.js';

const ip = (...args: string[]): string => execFileSync('ip', args, { encoding: 'utf8', stdio: 'pipe' });

/** Of the range for tests of networks (RFC 2544): nobody routes it. */
const networkOf = (pid: number): string => `198.18.${pid % 256}`;

/** Why this machine makes no network namespaces for us; undefined where it does. */
export function whyNoNamespaces(): string | undefined {
  if (userInfo().uid !== 0) return 'only root may make them';
  const name = `etlaas-probe-${process.pid}`;
  try {
    ip('netns', 'add', name);
    ip('netns', 'exec', name, 'true');
    return undefined;
  } catch (error) {
    return `this machine does not let us: ${String((error as { stderr?: string }).stderr || error).trim()}`;
  } finally {
    remove('netns', name);
  }
}

/** A network of its own, with one cable to ours. Root only. Belongs to a test: `remove` takes all of it away. */
export class NetworkNamespace implements Place {
  private static count = 0;
  private readonly name = `etlaas-${process.pid}-${NetworkNamespace.count++}`;
  /** Names of interfaces have 15 letters at most. */
  private readonly nearEnd = `ev${process.pid}-${NetworkNamespace.count}`;

  constructor() {
    const network = networkOf(process.pid);
    try {
      ip('netns', 'add', this.name);
      ip('link', 'add', this.nearEnd, 'type', 'veth', 'peer', 'name', 'far', 'netns', this.name);
      ip('address', 'add', `${network}.1/30`, 'dev', this.nearEnd);
      ip('link', 'set', this.nearEnd, 'up');
      ip('-n', this.name, 'address', 'add', `${network}.2/30`, 'dev', 'far');
      this.heal();
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  get address(): string {
    return `${networkOf(process.pid)}.2`;
  }

  get enter(): readonly string[] {
    return ['ip', 'netns', 'exec', this.name];
  }

  /** At the far end: our end keeps its route, so that nothing for it goes to anybody else. */
  cut(): void {
    ip('-n', this.name, 'link', 'set', 'far', 'down');
  }

  heal(): void {
    ip('-n', this.name, 'link', 'set', 'far', 'up');
  }

  /** The cable goes with it. */
  remove(): void {
    remove('link', this.nearEnd);
    remove('netns', this.name);
  }
}

/** What is not there is removed. */
function remove(kind: 'link' | 'netns', name: string): void {
  try {
    ip(kind, 'del', name);
  } catch {
    // It was never made, or went with the other.
  }
}
