import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A file of the page, as it is answered. */
export interface PageFile {
  type: string;
  body: Buffer;
}

/** Beside this file, and beside the program that it is bundled into. */
const FOLDER = join(import.meta.dirname, 'page');

/** The files of the page by name, read once: what is not among them cannot be asked for. */
export const readPageFiles = (folder: string = FOLDER): ReadonlyMap<string, PageFile> =>
  new Map(
    readdirSync(folder).flatMap((name) => {
      const type = TYPES[extname(name)];
      return type ? [[name, { type, body: readFileSync(join(folder, name)) }] as const] : [];
    }),
  );
