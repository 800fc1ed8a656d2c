import { readFileSync } from 'node:fs';
import { KeyRules, verifyAudit } from '#libs/audit';
import { EXIT, environment, Page, plainJson, readSettings, runProgram } from '#libs/platform';
import { readingSettings } from '../settings.js';
import { readArguments, USAGE } from './arguments.js';
import { printReport } from './print-report.js';

/** `npm run audit:verify -- <dir>...`: the exit code says whether all is well. */
async function main(): Promise<number> {
  const { json, help, anchors, writer, directories, ...more } = readArguments(process.argv.slice(2));
  const rules = more['key-rules'];
  if (help) {
    process.stdout.write(`${USAGE}\n`);
    return EXIT.well;
  }
  const env = environment();
  const settings = readSettings(readingSettings, env);
  const report = await verifyAudit({
    directories: directories.length > 0 ? directories : [settings.AUDIT_DIR],
    anchorDirectories: anchors.length > 0 || !settings.AUDIT_ANCHOR_DIR ? anchors : [settings.AUDIT_ANCHOR_DIR],
    keys: settings.AUDIT_KEYS,
    keyRules: rules === undefined ? undefined : KeyRules.parse(readFileSync(rules, 'utf8')),
    writer,
  });
  if (json) process.stdout.write(`${plainJson(report)}\n`);
  else printReport(new Page(process.stdout, env), report);
  return report.isWell ? EXIT.well : EXIT.faults;
}

process.exitCode = await runProgram(USAGE, main);
