import type { UIConfig } from '@bull-board/api/typings/app';

/** A place that is not the real one must not look like it. */
const COLOURS: readonly [RegExp, string][] = [
  [/^prod/i, '#b91c1c'],
  [/^homol/i, '#b45309'],
];
const OTHER = '#1d4ed8';

/** Name and look of the board: where it stands, and the way to the session of who looks. */
export function boardConfig(environment: string | undefined, canSignIn: boolean): UIConfig {
  const color = COLOURS.find(([pattern]) => pattern.test(environment ?? ''))?.[1] ?? OTHER;
  return {
    boardTitle: environment ? `etlaas queues – ${environment}` : 'etlaas queues',
    hideDocsLink: true,
    ...(environment && { environment: { label: environment, color, textColor: '#ffffff' } }),
    miscLinks: [
      { text: 'Operations page', url: '/ops' },
      ...(canSignIn ? [{ text: 'Your session', url: '/session' }] : []),
    ],
  };
}
