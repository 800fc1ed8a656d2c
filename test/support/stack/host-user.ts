import { chownSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

/** The set-up makes it where root runs the tests. */
const NAME_FOR_ROOT = 'etlaas-test';

/** Who logs in on the real sshd. */
export interface HostUser {
  name: string;
  uid: number;
  gid: number;
}

/**
 * Nobody logs in as root: for root it is the user of the set-up. Anybody else can only log in as themselves, since an sshd
 * that is not root's can become nobody else; the tests are the same.
 */
export function findHostUser(): HostUser {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) return { name: username, uid, gid };
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${NAME_FOR_ROOT}:`));
  const [name, , id, group] = line?.split(':') ?? [];
  if (!name)
    throw new Error(`The user ${NAME_FOR_ROOT} is missing: run \`node scripts/setup.mjs test\` as root first.`);
  return { name, uid: Number(id), gid: Number(group) };
}

/** Gives a path to the user; who is not root has it already. */
export function giveTo({ uid, gid }: HostUser, path: string): void {
  if (userInfo().uid === 0) chownSync(path, uid, gid);
}
