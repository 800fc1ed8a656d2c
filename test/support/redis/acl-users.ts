import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../paths.js';
import type { RedisServerOptions } from '../stack/redis-server.js';

const ADMIN = { username: 'admin-of-the-test', password: 'password-of-the-admin' };

/** The users that deploy/redis/acl/ makes for some zones, and one more for the test itself. */
export class AclUsers {
  private constructor(
    private readonly file: string,
    private readonly zones: readonly string[],
  ) {}

  /** Makes them as an operator does, for keys under `prefix`. */
  static make(folder: string, prefix: string, zones: readonly string[]): AclUsers {
    const passwords = join(folder, 'passwords');
    mkdirSync(passwords);
    for (const user of usersOf(zones)) writeFileSync(join(passwords, user), `${passwordOf(user)}\n`);
    const script = inRoot('deploy', 'redis', 'acl', 'render.sh');
    const users = execFileSync('/bin/sh', [script, prefix, passwords, ...zones], { encoding: 'utf8' });
    const file = join(folder, 'users.acl');
    writeFileSync(file, `${users}user ${ADMIN.username} on >${ADMIN.password} ~* &* +@all\n`);
    return new AclUsers(file, zones);
  }

  /** For a server that knows them and nobody else. */
  get server(): RedisServerOptions {
    return { args: ['--aclfile', this.file], client: ADMIN };
  }

  get api() {
    return loginOf('api');
  }

  workerOf(zone: string) {
    if (!this.zones.includes(zone)) throw new Error(`nobody was made for zone ${zone}`);
    return loginOf(`worker-${zone}`);
  }
}

const usersOf = (zones: readonly string[]): string[] => ['api', ...zones.map((zone) => `worker-${zone}`)];

const passwordOf = (user: string): string => `password-of-${user}`;

/** As an app is told. */
const loginOf = (user: string) => ({ REDIS_USERNAME: user, REDIS_PASSWORD: passwordOf(user) });
