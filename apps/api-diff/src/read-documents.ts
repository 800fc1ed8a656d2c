import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Document } from './document.js';

/** Where the document of this state of the repository is kept; `npm run client` writes it. */
const KEPT = 'docs/openapi.json';
const MAX_BYTES = 67_108_864;

/** Reads a document from a file. */
export const readDocument = async (file = KEPT): Promise<Document> => parsed(await readFile(file, 'utf8'), file);

/** Reads the document of a revision; undefined where that revision has none. Rejects where there is no such revision. */
export async function documentSince(revision: string): Promise<Document | undefined> {
  const commit = (await git('rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`)).trim();
  const listed = await git('ls-tree', '--name-only', commit, '--', KEPT);
  return listed.trim() === '' ? undefined : parsed(await git('show', `${commit}:${KEPT}`), `${revision}:${KEPT}`);
}

const git = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)('git', args, { maxBuffer: MAX_BYTES })).stdout;

function parsed(text: string, source: string): Document {
  const document = JSON.parse(text) as Document;
  if (typeof document?.paths !== 'object') throw new Error(`${source} is no OpenAPI document`);
  return document;
}
