import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { escapeHtml } from '#libs/platform';
import { formPageHeaders } from '../http/security-headers.js';

const STYLE = `
:root { color-scheme: light dark; --back: #f3f4f6; --card: #fff; --text: #1f2937; --soft: #4b5563; --link: #1d4ed8 }
@media (prefers-color-scheme: dark) { :root { --back: #111827; --card: #1f2937; --text: #f3f4f6; --soft: #9ca3af; --link: #93c5fd } }
body { font: 16px/1.5 system-ui, sans-serif; background: var(--back); color: var(--text); display: grid; place-items: center; min-height: 90vh; margin: 1rem }
main { background: var(--card); padding: 2rem; border-radius: .5rem; box-shadow: 0 1px 6px #0003; max-width: 34rem }
h1 { font-size: 1.4rem; margin-top: 0 }
a { color: var(--link) }
nav a { margin-right: 1rem }
.soft { color: var(--soft); font-size: .875rem; overflow-wrap: anywhere }
button { font: inherit; padding: .5rem 1rem; border: 1px solid var(--soft); border-radius: .25rem; background: none; color: inherit; cursor: pointer }
`;

const HEADERS = formPageHeaders(`sha256-${createHash('sha256').update(STYLE).digest('base64')}`);

/** What a page says; `body` is HTML whose texts are escaped already. */
export interface Page {
  title: string;
  body: string;
}

/** Answers by a page that loads nothing and runs nothing. */
export function sendPage(reply: FastifyReply, status: number, page: Page): FastifyReply {
  return reply.status(status).headers(HEADERS).type('text/html; charset=utf-8').send(render(page));
}

const render = ({ title, body }: Page): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} – etlaas</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>
`;
