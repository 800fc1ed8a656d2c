/**
 * Makes the types of the client from the OpenAPI document of the built API: `npm run client`.
 *
 * `npm run client -- --check` only says whether they fit it still: exit code 1 where they do not.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { readDocument } from './lib/openapi-document.mjs';
import { inRoot } from './lib/paths.mjs';
import { SetupFault, say } from './lib/report.mjs';

const FILE = 'packages/client/src/openapi.ts';
const HEAD =
  '/** Made by `npm run client` from the OpenAPI document of the API. What is changed here by hand is lost. */\n\n';

/** Where the API asks people to sign in differs from place to place, and is nothing that types speak of. */
function withoutPlaces({ components, ...document }) {
  const { securitySchemes: _, ...rest } = components;
  return { ...document, components: rest };
}

async function main(args) {
  const unknown = args.filter((arg) => arg !== '--check');
  if (unknown.length > 0) throw new SetupFault('usage: npm run client [-- --check]');
  const made = HEAD + astToString(await openapiTS(withoutPlaces(await readDocument())));
  if (args.length === 0) writeFileSync(inRoot(FILE), made);
  else if (readFileSync(inRoot(FILE), 'utf8') !== made) {
    throw new SetupFault(`${FILE} does not fit the OpenAPI document any more: run \`npm run client\` and commit it.`);
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = 1;
  say(error instanceof SetupFault ? error.message : error.stack);
}
