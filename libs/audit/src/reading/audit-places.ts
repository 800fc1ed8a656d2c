import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { segmentName } from '../segment-name.js';

/** A file that holds records of a chain, as its name says it. */
export interface AuditPlace {
  path: string;
  directory: string;
  writer: string;
  chain: string;
  first: number;
  /** Of a batch that was delivered; a segment does not say it. */
  last?: number;
}

/** What lies in directories. */
export interface Places {
  /** By writer and chain; the files of each in the order of their first record. */
  chains: AuditPlace[][];
  /** Files that look like records by their ending and are not named as any. */
  strays: string[];
}

const BATCH = /^([A-Za-z0-9][A-Za-z0-9._-]{0,127})~([0-9a-f]{16})~(\d{12})-(\d{12})\.jsonl$/;
const ANCHORS = '.anchors.jsonl';

/** Finds segments of writers and batches of the data lake. Rejects where a directory cannot be read. */
export async function findPlaces(directories: readonly string[], writer?: string): Promise<Places> {
  const places: AuditPlace[] = [];
  const strays: string[] = [];
  for (const directory of new Set(directories)) {
    for (const name of await readdir(directory)) {
      const place = placeOf(directory, name);
      if (place) places.push(place);
      else if (name.endsWith('.jsonl') && !name.endsWith(ANCHORS)) strays.push(join(directory, name));
    }
  }
  return { chains: byChain(places.filter((place) => !writer || place.writer === writer)), strays };
}

/** Files of anchors in directories, with the writer that each is named by. */
export async function findAnchorFiles(directories: readonly string[]): Promise<{ path: string; writer: string }[]> {
  const files = [];
  for (const directory of new Set(directories)) {
    for (const name of await readdir(directory)) {
      if (name.endsWith(ANCHORS)) files.push({ path: join(directory, name), writer: name.slice(0, -ANCHORS.length) });
    }
  }
  return files;
}

function placeOf(directory: string, name: string): AuditPlace | undefined {
  const path = join(directory, name);
  const segment = segmentName(name);
  if (segment) return { path, directory, ...segment };
  const [, writer, chain, first, last] = BATCH.exec(name) ?? [];
  return writer && chain ? { path, directory, writer, chain, first: Number(first), last: Number(last) } : undefined;
}

function byChain(places: readonly AuditPlace[]): AuditPlace[][] {
  const chains = new Map<string, AuditPlace[]>();
  for (const place of places) {
    const name = `${place.writer}~${place.chain}`;
    const files = chains.get(name);
    if (files) files.push(place);
    else chains.set(name, [place]);
  }
  const inOrder = (one: AuditPlace, other: AuditPlace) => one.first - other.first || (one.path < other.path ? -1 : 1);
  return [...chains.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, files]) => files.sort(inOrder));
}
