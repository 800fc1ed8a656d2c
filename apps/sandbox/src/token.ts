import { Unreachable } from '#client';
import { tokenSourceOf } from './access-token.js';
import { accountsOf } from './accounts.js';
import { findIssuer } from './running.js';
import { readPort } from './settings.js';

/** `npm run --silent token -- <client>`: prints one access token of the sandbox on PORT, and nothing else. */
async function printToken(args: readonly string[]): Promise<void> {
  const names = accountsOf('client').map(({ name }) => name);
  const [client, ...more] = args;
  if (client === undefined || more.length > 0 || !names.includes(client)) {
    throw new Error(`usage: npm run --silent token -- ${names.join(' | ')}`);
  }
  const port = readPort(process.env);
  const issuer = findIssuer(port);
  if (!issuer) throw new Error(`No sandbox runs on port ${port}. Start one with npm start, or name its port by PORT.`);
  process.stdout.write(`${await tokenSourceOf(issuer, client)()}\n`);
}

try {
  await printToken(process.argv.slice(2));
} catch (error) {
  const isAway = error instanceof Unreachable;
  const sentence = isAway ? 'The sandbox does not answer. Is it still running?' : (error as Error).message;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
