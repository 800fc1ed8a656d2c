import { escapeHtml } from '#libs/platform';

const STYLE = `
body { font: 16px/1.5 system-ui, sans-serif; background: #f3f4f6; color: #1f2937; display: grid; place-items: center; min-height: 90vh }
main { background: #fff; padding: 2rem; border-radius: .5rem; box-shadow: 0 1px 6px #0003; width: 20rem }
label, input, button { display: block; width: 100%; box-sizing: border-box; font: inherit }
input { margin: .25rem 0 1rem; padding: .4rem; border: 1px solid #6b7280; border-radius: .25rem }
button { padding: .5rem; border: 0; border-radius: .25rem; background: #1d4ed8; color: #fff; cursor: pointer }
.fault { color: #b91c1c }
`;

/** What the page shows beside the form. */
export interface LoginPage {
  /** Whom the sandbox knows. */
  names: readonly string[];
  /** What was typed before, if it was refused. */
  refused?: string;
}

/** The page on which a person says who they are. It posts `name` and `password` to its own address. */
export function renderLoginPage({ names, refused }: LoginPage): string {
  const fault =
    refused === undefined
      ? ''
      : `<p class="fault" role="alert">The sandbox knows nobody named “${escapeHtml(refused)}”.</p>`;
  return renderPage(`
<h1>Sign in</h1>
<p>The sandbox knows ${names.map((name) => `<b>${escapeHtml(name)}</b>`).join(' and ')}; any password will do.</p>
${fault}
<form method="post">
<label for="name">Name</label>
<input id="name" name="name" value="${escapeHtml(refused ?? '')}" autocomplete="username" required autofocus>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password">
<button>Sign in</button>
</form>`);
}

/** The page for a sign-in that cannot go on. */
export const renderFault = (sentence: string): string =>
  renderPage(`<h1>Sign in</h1><p class="fault">${escapeHtml(sentence)}</p>`);

const renderPage = (body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>etlaas sandbox: sign in</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head>
<body><main>${body}</main></body></html>
`;
