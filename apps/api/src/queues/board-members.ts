import type { Problem } from '#libs/platform';

const SIGNED_OUT = 'Your session is over. Load the page anew to sign in.';

/** What the board's page shows of a refusal. */
export const boardMembers = (url: string, { status, title, detail }: Problem): object =>
  url.startsWith('/queues/api/') ? { error: title, message: status === 401 ? SIGNED_OUT : detail } : {};
