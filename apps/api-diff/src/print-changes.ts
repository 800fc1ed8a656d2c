import type { Page } from '#libs/platform';
import type { Change } from './change.js';

/** Tells the changes to a person: what breaks first. */
export function printChanges(page: Page, changes: readonly Change[]): void {
  const breaking = changes.filter(({ breaks }) => breaks);
  const notable = changes.filter(({ breaks }) => !breaks);
  printList(page, breaking, 'red', 'breaks callers');
  printList(page, notable, 'yellow', 'worth a look');
  if (breaking.length === 0) page.line({ text: 'nothing breaks callers', colour: 'green' });
}

function printList(page: Page, changes: readonly Change[], colour: 'red' | 'yellow', what: string): void {
  if (changes.length === 0) return;
  page.line({ text: `${what} (${changes.length}):`, colour });
  for (const { text } of changes) page.line(`  - ${text}`);
  page.line();
}
