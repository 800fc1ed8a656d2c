import { type AuditKeys, readStory, type StoryRecord } from '#libs/audit';
import { EXIT, environment, Page, plainJson, readSettings, runProgram } from '#libs/platform';
import { readingSettings } from '../settings.js';
import { readArguments, USAGE } from './arguments.js';
import { printStory } from './print-story.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Nobody must have the keys to read; but who has them is told what is genuine. */
function keysIn(env: Env): AuditKeys | undefined {
  const { AUDIT_KEYS } = readingSettings;
  return readSettings({ AUDIT_KEYS: AUDIT_KEYS.optional() }, env).AUDIT_KEYS;
}

/** Who gives keys wants all to be proved: whoever edits a record can name a key that nobody has. Who gives none does not ask. */
const isAsAsked = ({ proof }: StoryRecord): boolean => proof === 'genuine' || proof === 'unknown';

/** `npm run audit:show -- --job <id> [<dir>...]`. */
async function main(): Promise<number> {
  const { json, help, directories, about } = readArguments(process.argv.slice(2));
  if (help || !about) {
    process.stdout.write(`${USAGE}\n`);
    return EXIT.well;
  }
  const env = environment();
  const { AUDIT_DIR } = readSettings({ AUDIT_DIR: readingSettings.AUDIT_DIR }, env);
  const story = await readStory({
    directories: directories.length > 0 ? directories : [AUDIT_DIR],
    about,
    keys: keysIn(env),
  });
  if (json) process.stdout.write(`${plainJson(story)}\n`);
  else printStory(new Page(process.stdout, env), story, about);
  return story.length > 0 && story.every(isAsAsked) ? EXIT.well : EXIT.faults;
}

process.exitCode = await runProgram(USAGE, main);
