/**
 * 512-byte blocks of one command's output that the journal keeps: a block more than we read, so that a cut is seen. What is
 * beyond is read and thrown away. (By file size and `cat`, because `head` holds back what it has until it ends.)
 */
const JOURNAL_BLOCKS = 2_049;

/** 512-byte blocks: a command whose output goes to a file is ended by the host at 16 MiB. */
const FILE_LIMIT_BLOCKS = 32_768;

/**
 * The constant part of every script, for any POSIX shell. Nothing in it depends on a caller.
 *
 * Variables: T the private directory of this shell, M the random marker of its run, G the gate of an effect, N and F its fence, LIMIT
 * seconds to wait for an effect that another delivery began, END when the run is over, on the host's CLOCK.
 */
export const SHELL_LIBRARY = `
etlaas_say() { printf '\\n%s %s\\n' "$M" "$*"; }

# Makes T, also anew where somebody removed it while the shell waited for its script.
# (No "pmrep cleanup": it costs a program start and only deletes the connection file, which goes with the directory.)
etlaas_own() {
  umask 077; trap '' PIPE HUP
  if [ -d "$T" ] && [ ! -h "$T" ] && [ -O "$T" ]; then return 0; fi
  mkdir -m 700 "$T" && trap 'rm -rf "$T"' EXIT
}

# run: what it takes before the first command. Another shell finds this one by the name of its run, see etlaas_abort.
etlaas_begin() { { etlaas_own && true >"$T/run.$1"; } || { etlaas_say fault directory; exit 0; }; }

# Uptime, because reading it starts no process.
etlaas_now() { NOW=-; if [ -r /proc/uptime ]; then read -r NOW _ </proc/uptime; fi; }

# The same as CLOCK, in hundredths of a second without the point, on every host.
etlaas_clock() { etlaas_now; CLOCK=\${NOW%.*}\${NOW#*.}; if [ "$NOW" = - ]; then CLOCK=$(date +%s)00; fi; }

# May a command begin? S, the seconds that it wants, is cut to what is left of the run: the commands of a chain follow each
# other to the end of the run also where nobody can end them from outside any more.
etlaas_may_begin() {
  [ ! -e "$T/stop" ] || return 1
  etlaas_clock
  if [ "$S" -gt "$(((END - CLOCK + 99) / 100))" ]; then S=$(((END - CLOCK + 99) / 100)); fi
  [ "$END" -gt "$CLOCK" ]
}

# What a command left behind in its process group gets 5 seconds to end; nobody waits for it here.
# (A group without processes is the rule, and costs one question to the kernel.)
etlaas_sweep() {
  kill -s 0 -- "-$1" 2>/dev/null || return 0
  ( N=0
    while [ "$N" -lt 50 ]; do kill -s 0 -- "-$1" || exit 0; sleep 0.1; N=$((N + 1)); done
    kill -s KILL -- "-$1" ) </dev/null >/dev/null 2>&1 &
}

# index seconds program argument...: runs one command and frames what it prints, on both streams.
# It runs in the background so that its process group (made by timeout) is known and can be ended from outside.
# After an abort or the end of the run nothing more is started: such a command ends with 143, as if TERM had met it.
etlaas_run() {
  I=$1; S=$2; shift 2
  etlaas_say begin "$I"; etlaas_say begin "$I" >&2
  etlaas_now; T0=$NOW; C=143
  if etlaas_may_begin; then
    timeout -k 5 "$S" "$@" </dev/null &
    P=$!; echo "$P" >"$T/pid.$I"
    wait "$P"; C=$?
    true >"$T/pid.$I"
    etlaas_sweep "$P"
  fi
  etlaas_now
  etlaas_say end "$I" "$C" "$T0" "$NOW"; etlaas_say end "$I" >&2
  return "$C"
}

# The same into a file of its own, so that several can run at once; a flood is ended by the file size limit.
etlaas_aside() {
  ulimit -f ${FILE_LIMIT_BLOCKS}
  etlaas_run "$@" >"$T/$1.out" 2>"$T/$1.err"
}

# The same into the journal. The command is never disturbed by how much it prints, and its exit code is written down at
# once; a child that it left behind with its output is listened to for 5 seconds more, not for ever.
# ("true >file", because dash ends the whole script where a redirection of ":" fails.)
etlaas_keep() {
  I=$1; S=$2; shift 2
  if ! etlaas_may_begin; then true >"$G/$I.out"; etlaas_end 143 - -; return 143; fi
  mkfifo "$T/$I.fifo"
  ( ulimit -f ${JOURNAL_BLOCKS}; cat >"$G/$I.out"; cat >/dev/null ) <"$T/$I.fifo" 2>/dev/null &
  K=$!
  etlaas_now; T0=$NOW
  timeout -k 5 "$S" "$@" </dev/null >"$T/$I.fifo" 2>&1 &
  P=$!; echo "$P" >"$T/pid.$I"
  etlaas_born "$P"; echo "$P $BORN" >"$G/command"
  wait "$P"; C=$?
  etlaas_now; etlaas_end "$C" "$T0" "$NOW"
  true >"$T/pid.$I"
  etlaas_sweep "$P"
  { sleep 5; kill "$K"; } </dev/null >/dev/null 2>&1 &
  W=$!
  wait "$K"; kill "$W" 2>/dev/null
  return "$C"
}

# exit-code from to: the end of command I, whole or not at all.
etlaas_end() { echo "$*" >"$G/$I.end.new" && mv "$G/$I.end.new" "$G/$I.end"; }

# When the process began, so that a reused process id is not taken for it.
etlaas_born() {
  BORN=-
  if [ -r "/proc/$1/stat" ]; then
    read -r LINE <"/proc/$1/stat"
    set -- \${LINE##*) }
    BORN=\${20}
  fi
}

# Whether a later change of the same target was begun here. Each leaves its number N in the directory F of the target; only
# the highest is kept. A change without a number is from a release that gave none.
etlaas_is_overtaken() {
  if [ -z "$N" ]; then return 1; fi
  mkdir -p "$F/$N" 2>/dev/null || { etlaas_say fault journal; exit 0; }
  for OTHER in "$F"/*; do
    OTHER=\${OTHER##*/}
    if [ "$OTHER" -gt "$N" ] 2>/dev/null; then return 0; fi
    if [ "$OTHER" -lt "$N" ] 2>/dev/null; then rmdir "$F/$OTHER"; fi
  done
  return 1
}

# Opens the gate: once per job and effect, whatever is delivered again. The directory reaches the disk before the effect.
etlaas_open_gate() {
  mkdir -p -m 700 "\${G%/*}" 2>/dev/null
  if [ ! -d "$G" ] && etlaas_is_overtaken; then etlaas_say fault overtaken; exit 0; fi
  if mkdir -m 700 "$G" 2>/dev/null; then
    etlaas_born "$$"
    echo "$1" >"$G/before"
    echo "$$ $BORN" >"$G/owner.new" && mv "$G/owner.new" "$G/owner" && sync "$G" "\${G%/*}" 2>/dev/null
    [ -s "$G/owner" ] && return 0
    etlaas_say fault journal; rm -rf "$G"; exit 0
  fi
  [ -d "$G" ] || { etlaas_say fault gate; exit 0; }
  return 1
}

etlaas_close_gate() {
  true >"$G/done"
  find "\${G%/*}" -mindepth 1 -maxdepth 1 -mtime +30 -exec rm -rf {} + 2>/dev/null
}

etlaas_is_alive() {
  [ -e "$G/owner" ] || return 0
  etlaas_is_running owner || etlaas_is_running command
}

# owner|command: is the process that this file of the gate names still the one that was meant?
etlaas_is_running() {
  [ -s "$G/$1" ] || return 1
  read -r WHO WHEN <"$G/$1"
  etlaas_born "$WHO"
  [ "$BORN" = "$WHEN" ] && kill -0 "$WHO" 2>/dev/null
}

# Tells what the gate recorded. An effect that still runs (begun by another delivery) is waited for.
etlaas_tell() {
  WAITED=0
  while [ ! -e "$G/done" ] && [ "$WAITED" -lt "$LIMIT" ] && etlaas_is_alive; do
    if [ ! -e "$G/owner" ] && [ "$WAITED" -ge 5 ]; then break; fi
    sleep 1; WAITED=$((WAITED + 1))
  done
  STATE=broken; if [ -e "$G/done" ]; then STATE=done; fi
  etlaas_say journal "$STATE"; cat "$G/before"; etlaas_say end-journal
  I=0
  while [ -e "$G/$I.end" ]; do
    read -r C T0 T1 <"$G/$I.end"
    etlaas_say begin "$I"; cat "$G/$I.out"; etlaas_say end "$I" "$C" "$T0" "$T1"
    I=$((I + 1))
  done
}

# run: ends every command of it, from another channel: TERM to its process group, KILL to what is left.
# (dash cannot read "kill -TERM -- -1"; every shell reads "kill -s TERM -- -1".)
etlaas_abort() {
  for FILE in "\${T%/*}"/etlaas.*/"run.$1"; do A=\${FILE%/*}; done
  [ -e "$FILE" ] || return 0
  true >"$A/stop"
  for SIGNAL in TERM KILL; do
    LEFT=
    for FILE in "$A"/pid.*; do
      P=; if [ -s "$FILE" ]; then read -r P <"$FILE"; fi
      if [ -n "$P" ] && kill -s "$SIGNAL" -- "-$P" 2>/dev/null; then LEFT=1; fi
    done
    N=0
    while [ -n "$LEFT" ] && [ "$N" -lt 30 ] && cat "$A"/pid.* 2>/dev/null | grep -q .; do sleep 0.1; N=$((N + 1)); done
  done
}
`;

/** Tells what the host is like, in words of this script only; values of the host stand last in their lines. */
export const PROBE = `
etlaas_fact() { etlaas_say fact "$@"; }
etlaas_fact login-shell "\${SHELL:-}"
etlaas_fact os-user "$(id -un)"
HOME_IS=missing
if [ -d "$INFA_HOME" ]; then HOME_IS=closed; if [ -r "$INFA_HOME" ] && [ -x "$INFA_HOME" ]; then HOME_IS=open; fi; fi
etlaas_fact infa-home "$HOME_IS"
for PROGRAM in infacmd.sh pmrep pmcmd timeout mkfifo; do etlaas_fact program "$PROGRAM" "$(command -v "$PROGRAM")"; done
JOURNAL=closed
if [ -d "$HOME/.etlaas" ]; then PLACE=$HOME/.etlaas; else PLACE=$HOME; fi
if [ -w "$PLACE" ] && [ -x "$PLACE" ]; then JOURNAL=open; fi
etlaas_fact journal "$JOURNAL"
etlaas_fact timeout-version "$(timeout --version 2>/dev/null | { read -r LINE; echo "$LINE"; })"
`;
