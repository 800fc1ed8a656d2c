import type { Cell, Page } from '#libs/platform';
import type { ConfigurationReport, ShownSetting } from './check-configuration.js';

const HEADER = ['SETTING', 'VALUE', 'FROM'];

/** A longer value would break the table; --json has all of it. */
const MAX_SHOWN = 80;

/** Tells a report to a person: the settings, what is wrong with them, and whether the app would start. */
export function printReport(page: Page, { app, settings, problems, warnings }: ConfigurationReport): void {
  page.table(HEADER, settings.map(rowOf));
  printNotes(page, warnings, 'yellow', 'warning');
  printNotes(page, problems, 'red', 'problem');
  page.line();
  const isWell = problems.length === 0;
  page.line(
    isWell
      ? { text: `the ${app} has what it needs to start`, colour: 'green' }
      : { text: `the ${app} would not start, or not work`, colour: 'red' },
  );
}

function rowOf({ name, value, from, file }: ShownSetting): Cell[] {
  const text = value === undefined ? '–' : cut(value);
  if (from === 'missing') return [name, text, { text: from, colour: 'red' }];
  if (from === 'default' || from === 'not set') return [name, { text, colour: 'dim' }, { text: from, colour: 'dim' }];
  return [name, text, file ?? from];
}

const cut = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text);

function printNotes(page: Page, texts: readonly string[], colour: 'red' | 'yellow', word: string): void {
  if (texts.length === 0) return;
  page.line();
  page.line({ text: `${texts.length} ${word}${texts.length === 1 ? '' : 's'}:`, colour });
  for (const text of texts) page.line(`  - ${text}`);
}
