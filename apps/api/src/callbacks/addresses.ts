import { BlockList, isIP } from 'node:net';
import { isLoopbackHost } from './callback-url.js';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * Where no receiver is: link-local (the metadata services of clouds), those services at other addresses, multicast, what is
 * reserved, and IPv6 that only wraps an IPv4 address. Private networks are not here: in a bank that is where receivers are.
 */
const CLOSED: readonly [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['100.100.100.200', 32],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['224.0.0.0', 3],
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['fd00:ec2::254', 128],
  ['fd20:ce::254', 128],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const closed = new BlockList();
for (const [network, prefix] of CLOSED) closed.addSubnet(network, prefix, network.includes(':') ? 'ipv6' : 'ipv4');

/**
 * Whether we may connect to an address that the name of a receiver stands for, or that the receiver is. This machine only where
 * the allow-list says so by its own names, and by those only this machine.
 */
export function isOpenAddress(address: string, receiver: string): boolean {
  const version = isIP(address);
  // With a zone (fe80::1%eth0) it is link-local, and a BlockList would not know it.
  if (version === 0 || address.includes('%')) return false;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  if (isLoopbackHost(receiver)) return LOOPBACK.check(address, family);
  return !LOOPBACK.check(address, family) && !closed.check(address, family);
}
