import { createServer } from 'node:http';

/**
 * The sandbox's OpenID provider as a process of its own: oidc-provider prints advice for production that would stand
 * between the lines of the tour. Configured by IDENTITY_PORT, IDENTITY_HOST and IDENTITY_PORTALS (origins, by commas).
 */
const port = Number(process.env['IDENTITY_PORT']);
const host = process.env['IDENTITY_HOST'] || '127.0.0.1';
const portals = (process.env['IDENTITY_PORTALS'] ?? '').split(',');

// Imported below: requests are accepted at once, and wait for the provider's code to load.
const provider = import('./identity-provider.js').then(({ makeIdentityProvider }) =>
  makeIdentityProvider({ issuer: `http://127.0.0.1:${port}`, portals }),
);

createServer(async (request, response) => (await provider)(request, response)).listen(port, host);
await provider;
