import { describe, expect, it } from '@jest/globals';
import type { UserConnectionView } from '../operations/user-connection.view.js';
import { aConnection, anOutcome, listed, pmrepSays } from '../testing/fake-host.js';
import { parseListUserConnections, recordStart } from './user-connections.js';

const parse = (...lines: string[]) =>
  parseListUserConnections(anOutcome({ stdout: pmrepSays('listuserconnections', ...lines) }));

const ALICE = aConnection();
const BOB = aConnection({ connectionId: '16', user: 'bob', application: 'Designer' });
const SERVICE = aConnection({ connectionId: '2', user: 'svc', application: 'Integration Service', service: 'INT_A' });

/** The layouts that informatica-cli §5.2 leaves open. */
const bare = (connection: UserConnectionView) =>
  listed(connection).map((line, at) => (at === 0 ? line : line.replace(/^.*? : /, '')));
const indented = (connection: UserConnectionView) =>
  bare(connection).map((line, at) => (at === 0 ? line : `   ${line}`));
const flatLabels = (connection: UserConnectionView) => listed(connection).map((line) => line.trim());

describe('parseListUserConnections', () => {
  it.each([
    ['labels, indented', listed],
    ['labels, flat', flatLabels],
  ])('reads records with %s', (_what, layout) => {
    const records = [ALICE, BOB, SERVICE];
    expect(parse(...records.flatMap(layout))).toEqual({ connections: records, unread: [] });
  });

  it.each([
    ['flat', bare],
    ['indented', indented],
  ])('reads records without labels, %s', (_what, layout) => {
    const records = [aConnection({ service: 'none' }), { ...BOB, service: 'x' }, SERVICE];
    expect(parse(...records.flatMap(layout))).toEqual({ connections: records, unread: [] });
  });

  it('reads an empty list', () => {
    expect(parse()).toEqual({ connections: [], unread: [] });
  });

  it('splits id and user at the first colon only', () => {
    const odd = aConnection({ user: 'a : b:c' });
    expect(parse(...listed(odd)).connections).toEqual([odd]);
  });

  it.each([
    ['a missing line', listed(ALICE).slice(0, 8)],
    ['a line too much', [...listed(ALICE), '     Host port : 6001']],
    ['a label twice', listed(ALICE).with(8, '     Process id : 1')],
    ['labels on some lines only', listed(ALICE).with(3, '     ws0815')],
    ['an id that is none', listed(ALICE).with(0, '015 : alice')],
    ['no id', listed(ALICE).with(0, 'alice')],
    ['no time where the time should be', bare({ ...ALICE, service: 'x', loginTime: 'yesterday' })],
    ['no number where the process id should be', bare({ ...ALICE, service: 'x', processId: 'Active' })],
    ['an empty field without label', bare(ALICE)],
  ])('keeps a record with %s as raw lines', (_what, lines) => {
    const filled = lines.map((line) => line.trimEnd()).filter((line) => line !== '');
    expect(parse(...lines)).toEqual({ connections: [], unread: [filled] });
  });

  it('reads the whole records around a broken one', () => {
    const broken = listed({ ...BOB, service: 'x' }).slice(0, 5);
    expect(parse(...listed(ALICE), ...broken, ...listed(SERVICE))).toEqual({
      connections: [ALICE, SERVICE],
      unread: [broken],
    });
  });

  it('never makes a record of the lines of two', () => {
    const lines = [
      bare({ ...ALICE, service: 'x', loginTime: '10:20:03 today' }).toSpliced(2, 1),
      bare({ ...BOB, service: 'y' }),
    ];
    const { connections, unread } = parse(...lines.flat());
    expect(connections).toEqual([]);
    expect(unread.flat()).toEqual(lines.flat());
  });

  it('trusts neither of two records under one id', () => {
    const { connections, unread } = parse(...[ALICE, BOB, { ...BOB, connectionId: '15' }].flatMap(listed));
    expect(connections).toEqual([BOB]);
    expect(unread).toHaveLength(2);
  });

  it.each([
    ['15 : alice', { connectionId: '15', user: 'alice' }],
    ['Connection ID: 15, User Name: alice', { connectionId: '15', user: 'alice' }],
    ['15,alice', { connectionId: '15', user: 'alice' }],
    ['10:20:03 today', undefined],
    ['01/06/2025 08:12:44', undefined],
    ['15 :', undefined],
    ['     Process id : 4711', undefined],
  ])('tells whether %j begins a record', (line, start) => {
    expect(recordStart(line)).toEqual(start);
  });
});
