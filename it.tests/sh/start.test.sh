#!/usr/bin/env bash
# Tests how ./smo starts Sling CMS on a slow machine, with a process that only looks like it and a clock that each look
# moves on by a second. Run by ./smo test.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly SLINGCMS=0 FRAMEWORK=0
failures=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Each test runs in a shell of its own, with a fresh home, and ends with a sentence where it fails.
check() {
  local said
  rm -rf "$work"/*
  if said=$(
    PROJECT=$work/project HOME_OF_IT=$work/home
    mkdir -p "$PROJECT/target/run" "$HOME_OF_IT/launcher/logs"
    . "$here/slingcms.sh"
    . "$here/checks.sh"
    . "$here/ready.sh"
    sleep() { SECONDS=$((SECONDS + 1)) TICKS=$((${TICKS:-0} + 1)); tick; }
    tick() { :; }
    SMO_TIMEOUT=5 FRESH='' CHANGED='' SMO_BARE=yes
    "$1"
  ); then
    printf 'ok %s\n' "$1"
  else
    printf 'FAILED %s: %s\n' "$1" "$said"
    failures=$((failures + 1))
  fi
}

must() {
  [[ $1 == *"$2"* ]] || { printf 'it says "%s", and not "%s"\n' "$1" "$2"; exit 1; }
}

a_bundle_starts() { echo 'BundleEvent STARTED' >>"$HOME_OF_IT/launcher/logs/error.log"; }

waits() {
  tail -f /dev/null &
  local pid=$! said
  said=$(wait_until_ready 1 "$HOME_OF_IT" "$pid" 2>&1)
  kill "$pid" 2>/dev/null
  printf '%s' "$said"
}

waits_as_long_as_bundles_come_up() {
  tick() { a_bundle_starts; }
  ready() { why='bundles are not active'; ((${TICKS:-0} > 60)); }
  must "$(waits)" 'ready: '
}

gives_up_where_nothing_moves_and_says_what_to_do() {
  ready() { why='the console answers 500'; false; }
  local said
  said=$(waits)
  must "$said" 'nothing moved for 5 s: the console answers 500'
  must "$said" 'SMO_TIMEOUT'
}

an_answer_that_flaps_is_no_progress() {
  ready() { why="it answers $((RANDOM))"; ((${TICKS:-0} > 60)); }
  must "$(waits)" 'nothing moved for 5 s'
}

names_the_cause_where_sling_ends_not_what_it_said_first() {
  ready() { why='it does not answer'; false; }
  printf '%s\n' '[INFO] Starting launcher...' '[ERROR] Error during startup' \
    'java.lang.IllegalStateException: it did not start' '	at x.Y(Exception.java:1)' \
    'Caused by: java.io.IOException: No space left on device' '	at x.Z(Z.java:1)' >"$HOME_OF_IT/launcher.log"
  must "$(wait_until_ready 1 "$HOME_OF_IT" 999999999 2>&1)" 'No space left on device'
}

# What the launcher is called with, by a Java that ends at once.
start_in_vain() {
  JAVA=$work/java
  printf '#!/bin/sh\nmkdir -p "%s/launcher/repository"\nprintf "%%s " "$@" >"%s/called"\n' "$HOME_OF_IT" "$work" >"$JAVA"
  chmod +x "$JAVA"
  (start_slingcms 1 "$HOME_OF_IT" >/dev/null 2>&1)
}

the_launcher_itself_does_not_give_up_first() {
  start_in_vain
  must "$(cat "$work/called")" '-D sling.framework.start.timeout=86400 '
}

a_first_start_that_was_cut_off_begins_anew() {
  start_in_vain
  touch "$HOME_OF_IT/launcher/repository/half"
  prepare_home "$HOME_OF_IT"
  [[ ! -e $HOME_OF_IT/launcher/repository ]] || { echo 'what it had begun is still there'; exit 1; }
  [[ $FRESH ]] || { echo 'it is taken for a home in which Sling CMS ran'; exit 1; }
}

a_home_that_was_ready_once_is_kept() {
  prepare_home "$HOME_OF_IT"
  ready() { true; }
  must "$(waits)" 'ready: '
  mkdir -p "$HOME_OF_IT/launcher/repository"
  prepare_home "$HOME_OF_IT"
  [[ -d $HOME_OF_IT/launcher/repository && -z $FRESH ]] || { echo 'what people wrote is gone'; exit 1; }
}

a_home_of_before_is_kept() {
  mkdir -p "$HOME_OF_IT/launcher/repository"
  prepare_home "$HOME_OF_IT"
  [[ -d $HOME_OF_IT/launcher/repository && -z $FRESH ]] || { echo 'what people wrote is gone'; exit 1; }
  (ready() { false; }; waits >/dev/null)
  prepare_home "$HOME_OF_IT"
  [[ -d $HOME_OF_IT/launcher/repository ]] || { echo 'a later start that was cut off took it'; exit 1; }
}

for one in waits_as_long_as_bundles_come_up gives_up_where_nothing_moves_and_says_what_to_do an_answer_that_flaps_is_no_progress \
  names_the_cause_where_sling_ends_not_what_it_said_first the_launcher_itself_does_not_give_up_first \
  a_first_start_that_was_cut_off_begins_anew a_home_that_was_ready_once_is_kept a_home_of_before_is_kept; do
  check "$one"
done
exit "$((failures > 0))"
