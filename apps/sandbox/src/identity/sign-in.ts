import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { errors, type Provider } from 'oidc-provider';
import { accountsOf } from '../accounts.js';
import { renderFault, renderLoginPage } from './login-page.js';

/** The address of one sign-in. */
export const signInPath = (uid: string): string => `/sign-in/${uid}`;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
};

const FORM_LIMIT_BYTES = 4_096;

/** Serves the form on which a person says who they are: any of the sandbox's people, with any password. */
export function serveSignIn(provider: Provider) {
  const names = accountsOf('person').map(({ name }) => name);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      // Throws unless the browser's cookie belongs to a sign-in that is under way.
      await provider.interactionDetails(request, response);
      if (request.method !== 'POST') return show(response, 200, renderLoginPage({ names }));
      const name = await readName(request);
      if (!names.includes(name)) return show(response, 401, renderLoginPage({ names, refused: name }));
      await provider.interactionFinished(request, response, { login: { accountId: name } });
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) process.stderr.write(`${error}\n`);
      show(response, 400, renderFault('This sign-in is over or not yours. Go back and begin again.'));
    }
  };
}

async function readName(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? Infinity) > FORM_LIMIT_BYTES) throw new Error('the form is too long');
  return new URLSearchParams(await text(request)).get('name')?.trim() ?? '';
}

function show(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, HEADERS).end(page);
}
