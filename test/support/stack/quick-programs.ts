import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICE } from './estate.js';

/** Integration Services of a domain on which a test makes hundreds of changes. */
export const QUICK_SERVICES = [SERVICE, 'INT_MAE_D02', 'INT_MAE_D03'] as const;

/**
 * Puts shell scripts in the place of the simulated infacmd and pmcmd, for tests of many changes: the same words, codes and ledger for
 * what changing a service needs, at a tenth of what a start of Node costs. No scenarios, no delays; all services are up.
 */
export function installQuickPrograms(home: string): void {
  const state = join(home, 'state');
  for (const name of QUICK_SERVICES) writeFileSync(join(state, `${name}.up`), '', { mode: 0o666 });
  install(home, 'isp/bin/infacmd.sh', INFACMD, state);
  install(home, 'server/bin/pmcmd', PMCMD, state);
}

const install = (home: string, path: string, body: string, state: string): void =>
  writeFileSync(join(home, path), `#!/bin/sh\nSTATE='${state}'\n${body}`, { mode: 0o755 });

/** A command that changes something takes a moment, so that others could come in between. */
const TAKES_S = '0.05';

/** ListServices -st IS · GetServiceStatus, Ping, EnableService, DisableService -sn NAME. */
const INFACMD = `
shift; COMMAND=$1; NAME=$3
LINE="\\"pid\\":$$,\\"program\\":\\"infacmd.sh\\",\\"command\\":\\"$COMMAND\\",\\"target\\":\\"$NAME\\""
note() { echo "{\\"at\\":\\"-\\",$LINE,\\"phase\\":\\"$1\\"}" >>"$STATE/ledger.jsonl"; }
change() { note start; sleep ${TAKES_S}; "$@"; note effect; note end; }
case $COMMAND in
  ListServices) printf '%s\\n' ${QUICK_SERVICES.join(' ')} ;;
  GetServiceStatus) if [ -e "$STATE/$NAME.up" ]; then echo Enabled; else echo Disabled; fi ;;
  Ping)
    if [ ! -e "$STATE/$NAME.up" ]; then
      echo "[ICMD_10033] Command [Ping] failed with error [[INFACMD_40000] [DOM_99005] The service [$NAME] does not answer.]."
      exit 255
    fi
    echo "[INFACMD_10052] Service [$NAME] Domain [DOM] Host:Port [host:6020] was successfully pinged." ;;
  EnableService) change touch "$STATE/$NAME.up" ;;
  DisableService) change rm -f "$STATE/$NAME.up" ;;
  *) exit 255 ;;
esac
echo 'Command ran successfully.'
`;

/** pingservice -sv NAME. */
const PMCMD = `
if [ ! -e "$STATE/$3.up" ]; then exit 1; fi
echo 'Integration Service is alive'
`;
