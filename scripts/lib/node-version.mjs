import { readFileSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { SetupFault } from './report.mjs';

const numbers = (version) => version.match(/\d+/g).map(Number);

/** Throws unless this Node.js is at least the one that package.json asks for. */
export function checkNode() {
  const wanted = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).engines.node;
  const [major, minor] = numbers(wanted);
  const [ourMajor, ourMinor] = numbers(process.versions.node);
  if (ourMajor > major || (ourMajor === major && ourMinor >= minor)) return;
  throw new SetupFault(`Node.js ${wanted} is needed, this is ${process.versions.node}: install a newer one.`);
}
