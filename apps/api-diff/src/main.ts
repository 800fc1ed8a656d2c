import { EXIT, environment, Page, runProgram } from '#libs/platform';
import { readArguments, USAGE } from './arguments.js';
import { documentChanges } from './document-changes.js';
import { printChanges } from './print-changes.js';
import { documentSince, readDocument } from './read-documents.js';

/** `npm run api:diff -- <old openapi.json>`: the exit code says whether callers of the old API may fail. */
async function main(): Promise<number> {
  const { since, help, files } = readArguments(process.argv.slice(2));
  if (help) {
    process.stdout.write(`${USAGE}\n`);
    return EXIT.well;
  }
  const page = new Page(process.stdout, environment());
  const before = since === undefined ? await readDocument(files[0]) : await documentSince(since);
  if (!before) {
    page.line(`${since} has no document: there is nothing to compare with`);
    return EXIT.well;
  }
  const changes = documentChanges(before, await readDocument(files[1]));
  printChanges(page, changes);
  return changes.some(({ breaks }) => breaks) ? EXIT.faults : EXIT.well;
}

process.exitCode = await runProgram(USAGE, main);
