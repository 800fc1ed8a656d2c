import { readFile } from 'node:fs/promises';
import { Secret } from '#libs/platform';

/** A token as it is now. */
export type LiveToken = () => Promise<Secret | undefined>;

/** A token that is renewed in its file while the process runs; where that cannot be read, the one that was read last. */
export function liveToken(token: Secret | undefined, file: string | undefined): LiveToken {
  let last = token;
  return async () => {
    const text = file && (await readFile(file, 'utf8').catch(() => undefined));
    if (text?.trim()) last = new Secret(text.replace(/\r?\n$/, ''));
    return last;
  };
}
