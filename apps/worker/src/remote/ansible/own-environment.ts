import { environment } from '#libs/platform';

/** The environment of a program that we start: the way to programs and what is given, and none of the worker's secrets. */
export const ownEnvironment = (own: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  PATH: environment()['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
  // Ansible refuses to start without a UTF-8 locale.
  LANG: 'C.UTF-8',
  ...own,
});
