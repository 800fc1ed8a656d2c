import { describe, expect, it } from '@jest/globals';
import { isOpenAddress } from './addresses.js';

describe('an address that a receiver stands for', () => {
  it.each(['10.1.2.3', '172.16.0.9', '192.168.7.7', '100.64.0.1', '93.184.216.34', 'fd12::5', '2a00:1450::1'])(
    '%s is open: private networks are where receivers are',
    (address) => {
      expect(isOpenAddress(address, 'ops.example')).toBe(true);
    },
  );

  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '::1',
    '0.0.0.0',
    '::',
    '169.254.169.254',
    '169.254.170.2',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'fd20:ce::254',
    'fec0::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    '2001:0:a9fe:a9fe::1',
    'ops.example',
    '',
  ])('%j is closed', (address) => {
    expect(isOpenAddress(address, 'ops.example')).toBe(false);
  });

  it.each([
    ['127.0.0.1', '127.0.0.1:9000', true],
    ['127.0.0.1', 'localhost', true],
    ['::1', 'localhost:8080', true],
    ['::1', '[::1]:9000', true],
    ['10.1.2.3', 'localhost', false],
    ['169.254.169.254', 'localhost', false],
    ['127.0.0.1', 'localhost.evil.example', false],
  ])('%s of %s: this machine where the list says this machine, and then only that', (address, receiver, isOpen) => {
    expect(isOpenAddress(address, receiver)).toBe(isOpen);
  });
});
