import { COMMANDS, usageOf } from './all-commands.js';

const OPTIONS = `Where
  --trigram <MAE> --domain <DOM_MAE_D01> --environment <Development | Homologation | Production> [--host <name>]

How
  --wait                  wait for the end of a change; the exit code then follows the job (reads always wait)
  --timeout <90s|30m|2h>  --wait, and no longer than this; the job goes on
  --not-after <2026-01-31T18:00:00Z | +10m>  the job expires unless a worker begins it before
  --validate-only         tell what would be done, and do nothing
  --json                  print what the API says, and nothing else, to stdout
  --mode <complete | stop | abort>, --force, --on-conflict <reject | queue>, --reason <text>,
  --max-age <seconds>, --if-user <name>, --if-login-time <time>, --status <status>, --operation <name>,
  --page-size <number>, --page-token <token>, --counts, --idempotency-key <key>,
  --query <name=value>    any other parameter of the API; what it does not know there, it refuses by name
  --status, --operation and --query repeat; --status failed,unknown says two in one

Who and where to, by the environment (each also as NAME_FILE, the path of a file that holds it)
  ETLAAS_URL              address of the API
  ETLAAS_TOKEN            an access token; or instead of it
  ETLAAS_ISSUER, ETLAAS_CLIENT_ID, ETLAAS_CLIENT_SECRET, [ETLAAS_SCOPE]

Exit codes
  0 succeeded (or accepted, without --wait)   1 failed      2 refused, wrong usage or no token   3 expired, nothing was run
  4 cancelled   5 outcome unknown   6 no answer, or not now   7 still running at --timeout   8 another change has the target
  70 a fault of etlaas   130 Ctrl-C`;

/** All of `etlaas --help`. */
export function help(): string {
  const lines = COMMANDS.map((command) => [usageOf(command), command.summary] as const);
  const width = Math.max(...lines.map(([usage]) => usage.length));
  return `${lines.map(([usage, summary]) => `  ${usage.padEnd(width)}  ${summary}`).join('\n')}\n\n${OPTIONS}`;
}
