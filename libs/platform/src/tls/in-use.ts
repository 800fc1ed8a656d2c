import { WatchedFile } from '../files/watched-file.js';
import type { Secret } from '../secret.js';
import type { PairNames } from './certificate-faults.js';

/** Something that is in use: for good, or until its file has another content. */
export type InUse<T> = Pick<WatchedFile<T>, 'current'> | { current: { value: T } };

/** The environment, of which `NAME_FILE` says where a setting lies. */
export type Paths = Readonly<Record<string, string | undefined>>;

/** A certificate and its key as the settings of these names have them (PEM). */
export interface GivenPair {
  names: PairNames;
  certificate: string | undefined;
  key: Secret | undefined;
}

/**
 * Certificate and key as one text: followed where both are files, for one of them alone is no pair. Undefined where they are not given.
 * Rejects with a `RefusedFile`.
 */
export async function openPair<T>(
  { names, certificate, key }: GivenPair,
  env: Paths,
  parse: (pem: string) => T,
): Promise<InUse<T> | undefined> {
  if (!certificate || !key) return undefined;
  const [path, keyPath] = [env[`${names.certificate}_FILE`], env[`${names.key}_FILE`]];
  if (!path || !keyPath) return { current: { value: parse(`${certificate}\n${key.reveal()}`) } };
  return WatchedFile.open({ name: names.certificate, path, beside: [keyPath], dependsOnTime: true, parse });
}

/** The authorities of the setting `name`: followed where they are a file. Rejects with a `RefusedFile`. */
export async function openTrust(
  name: string,
  pem: string | undefined,
  env: Paths,
  parse: (pem: string) => string,
): Promise<InUse<string> | undefined> {
  if (!pem) return undefined;
  const path = env[`${name}_FILE`];
  if (!path) return { current: { value: parse(pem) } };
  return WatchedFile.open({ name, path, dependsOnTime: true, parse });
}

/** Those of them that are files, for a `certificateWatch`. */
export const filesOf = (...parts: readonly (InUse<unknown> | undefined)[]): readonly WatchedFile<unknown>[] =>
  parts.filter((part) => part instanceof WatchedFile);
