import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Credentials } from '../credentials.js';
import type { Env } from '../program.js';

/** What connect leaves behind for the next pmrep. Passwords stay as they were given, so the file is a credential. */
export interface Session {
  repository: string;
  domain: string;
  credentials: Credentials;
}

/** One file for all pmreps of an OS user unless the variable says otherwise: two jobs then overwrite each other. */
const fileOf = (env: Env) => env['INFA_REPCNX_INFO'] || join(env['HOME'] || homedir(), 'pmrep.cnx');

/** Overwrites whatever session was there. */
export function saveSession(session: Session, env: Env): void {
  writeFileSync(fileOf(env), Buffer.from(JSON.stringify(session)).toString('base64'), { mode: 0o600 });
  chmodSync(fileOf(env), 0o600);
}

/** The session of the last connect; undefined where no readable one is. */
export function loadSession(env: Env): Session | undefined {
  try {
    return JSON.parse(Buffer.from(readFileSync(fileOf(env), 'utf8'), 'base64').toString('utf8')) as Session;
  } catch {
    return undefined;
  }
}

export const deleteSession = (env: Env): void => rmSync(fileOf(env));
