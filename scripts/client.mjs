/**
 * Keeps the OpenAPI document of the built API, and makes the types of the client from it: `npm run client`.
 *
 * `npm run client -- --check` only says whether both are still what the API says: exit code 1 where they are not.
 */
import { writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { readDocument } from './lib/openapi-document.mjs';
import { inRoot, textOf } from './lib/paths.mjs';
import { SetupFault, say } from './lib/report.mjs';

const DOCUMENT = 'docs/openapi.json';
const TYPES = 'packages/client/src/openapi.ts';
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
  const document = await readDocument();
  const made = {
    [DOCUMENT]: `${JSON.stringify(document, undefined, 2)}\n`,
    [TYPES]: HEAD + astToString(await openapiTS(withoutPlaces(document))),
  };
  const stale = Object.keys(made).filter((file) => textOf(inRoot(file)) !== made[file]);
  if (args.length === 0) for (const file of stale) writeFileSync(inRoot(file), made[file]);
  else if (stale.length > 0) {
    throw new SetupFault(
      `not what the API says any more: ${stale.join(', ')}. Run \`npm run client\` and commit them.`,
    );
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = 1;
  say(error instanceof SetupFault ? error.message : error.stack);
}
