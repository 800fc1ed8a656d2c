import { isIP } from 'node:net';
import * as z from 'zod';
import { nameAndValue, Secret, type SettingsRule, setting } from '#libs/platform';
import { isOpenAddress } from './addresses.js';
import type { ReceiverKeys } from './receivers.js';

const HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?$/;
const MAX_KEYS = 2;
/** As Standard Webhooks wants keys. */
const KEY_BYTES = { min: 24, max: 64 };

/** Exactly as it must stand in an address: it is compared letter by letter. */
function isReceiver(text: string): boolean {
  if (!HOST.test(text) || !URL.canParse(`https://${text}`)) return false;
  const { host, hostname } = new URL(`https://${text}`);
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return host === text && (isIP(bare) === 0 || isOpenAddress(bare, text));
}

/** The key that `whsec_…` holds, in base64; undefined where it is none. */
function keyIn(text: string): string | undefined {
  const [, base64 = ''] = /^whsec_(.+)$/.exec(text) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  const isWhole = bytes.toString('base64') === base64;
  return isWhole && bytes.length >= KEY_BYTES.min && bytes.length <= KEY_BYTES.max ? base64 : undefined;
}

/** Why an entry cannot be taken, in words that hold nothing of the key; undefined where it was. */
function takeKey(entry: string, keys: Map<string, Secret[]>): string | undefined {
  const [host, text] = nameAndValue(entry);
  // Base64 may end with `=`: where the host was left out, what stands before it is the key.
  if (!isReceiver(host) || !text.startsWith('whsec_')) return 'is not host=whsec_…';
  const key = keyIn(text);
  if (!key) return `has no key for ${host}: it is whsec_ and ${KEY_BYTES.min} to ${KEY_BYTES.max} bytes in base64`;
  const known = keys.get(host) ?? [];
  if (known.some((one) => one.reveal() === key)) return `repeats a key of ${host}`;
  if (known.length === MAX_KEYS) return `is a third key of ${host}: two are for rotating`;
  keys.set(host, [...known, new Secret(key)]);
  return undefined;
}

const receiverKeys = z
  .string()
  .transform((text, context): ReceiverKeys => {
    const keys = new Map<string, Secret[]>();
    text.split(',').forEach((entry, index) => {
      const fault = takeKey(entry.trim(), keys);
      if (fault) context.addIssue({ code: 'custom', message: `entry ${index + 1} ${fault}` });
    });
    return keys;
  })
  .default(new Map())
  .describe('key that signs callbacks to a host, as host=whsec_…,host=whsec_…; two of a host while they rotate');

/** The settings of callbacks: whom jobs may call back when they end, and how those know that it is us. */
export const callbackSettings = {
  CALLBACK_HOSTS: setting
    .list('hosts that jobs may call back when they end: host or host:port,…; without any there are no callbacks')
    .refine(
      (hosts) => hosts.every(isReceiver),
      'must be exact hosts in lower case, such as ops.example:8443, without the usual port; no link-local or metadata address',
    )
    .default([]),
  CALLBACK_KEYS: receiverKeys,
};

/** What must hold between them, for `readSettings`. */
export const callbackRules: readonly SettingsRule<typeof callbackSettings>[] = [
  ({ CALLBACK_HOSTS: hosts, CALLBACK_KEYS: keys }) => {
    const unsigned = hosts.filter((host) => !keys.has(host));
    return unsigned.length > 0 ? `CALLBACK_KEYS: has no key for ${unsigned.join(', ')}` : undefined;
  },
  ({ CALLBACK_HOSTS: hosts, CALLBACK_KEYS: keys }) => {
    const strange = [...keys.keys()].filter((host) => !hosts.includes(host));
    return strange.length > 0
      ? `CALLBACK_KEYS: has a key for ${strange.join(', ')}, which CALLBACK_HOSTS does not name: take it away`
      : undefined;
  },
];
