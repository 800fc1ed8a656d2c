import { longDate } from './dates.js';
import { type Output, printed } from './text.js';

/** The frame that pmrep and pmcmd 10.1.1 print around everything; times are the host's. */
export const framed = (
  program: 'PMREP' | 'PMCMD',
  { invokedAt, completedAt }: { invokedAt: number; completedAt: number },
  lines: readonly string[],
  exitCode = 0,
): Output =>
  printed(
    [
      `Informatica(r) ${program}, version [10.1.1 HotFix2], build [1507.1025], LINUX 64-bit`,
      'Copyright (c) 1993-2017 Informatica LLC. All Rights Reserved.',
      'See patents at https://www.informatica.com/legal/patents.html.',
      '',
      '',
      `Invoked at ${longDate(invokedAt)}`,
      '',
      ...lines,
      '',
      `Completed at ${longDate(completedAt)}`,
    ],
    exitCode,
  );
