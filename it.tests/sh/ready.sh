# Watches Sling CMS start and says when it is ready. Sourced by ./smo.

readonly SITE=/content/smo-sample
# Sling CMS 1.1.8 alone; only the length of the progress bar rests on it.
readonly EXPECTED_BUNDLES=281
readonly OUR_BUNDLES=(dev.smo.api dev.smo.core dev.smo.engine dev.smo.connectors dev.smo.slingcms.core)

# Asks as administrator over plain bash, since curl may be missing: ask METHOD PATH [FORM]; sets STATUS and BODY.
ask() {
  local answer form=${3:-} host=${SMO_HOST:-127.0.0.1}
  [[ $host == 0.0.0.0 ]] && host=127.0.0.1
  answer=$(
    { exec 3<>"/dev/tcp/$host/$PORT"; } 2>/dev/null || exit
    printf '%s %s HTTP/1.0\r\nHost: localhost:%s\r\n%sContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %s\r\n\r\n%s' \
      "$1" "$2" "$PORT" "${AUTHORIZATION:-}" "${#form}" "$form" >&3
    timeout 30 cat <&3 | tr -d '\000'
  ) 2>/dev/null
  STATUS=${answer#* }
  STATUS=${STATUS%% *}
  BODY=${answer#*$'\r\n\r\n'}
  [[ $STATUS =~ ^[0-9]{3}$ ]] || STATUS=000
}

as_admin() {
  local AUTHORIZATION=$'Authorization: Basic YWRtaW46YWRtaW4=\r\nReferer: http://localhost:'$PORT$'/\r\n'
  ask "$@"
}

wait_until_ready() {
  local home=$2 pid=$3 patience=${SMO_TIMEOUT:-300} stage='' why='it did not answer' calm=0
  local deadline=$((SECONDS + patience)) started='' now
  PORT=$1 STATUS=000 BODY=''
  # Each installation may stop the whole of Sling for a moment once more, so then one good answer proves little.
  while ready "$home" && ((++calm)) || calm=0; ((calm < 1 + 0${CHANGED:+2})); do
    kill -0 "$pid" 2>/dev/null || { rm -f "$home/pid"; fail "Sling CMS ended while it started: $(last_words "$home"). See $home/launcher.log; once that is mended, start it again."; }
    if grep -qs 'Address already in use\|Failed to bind' "$home/launcher/logs/error.log"; then
      give_up "$pid" "$home" "port $PORT is in use."
    fi
    # A slow machine has the time it needs, as long as bundles come up; an answer that changes is no progress.
    now=$(bundles_started "$home")
    [[ $now == "$started" ]] || started=$now deadline=$((SECONDS + patience))
    ((SECONDS < deadline)) || give_up "$pid" "$home" "Sling CMS is not ready, and nothing moved for $patience s: $why. See $home/launcher/logs/error.log; \
start it again, or set SMO_TIMEOUT to more seconds."
    revive_htl "$home"
    progress "$stage" "$home"
    sleep 1
  done
  rm -f "$home/first"
  progress done "$home"
  say "ready: http://localhost:$PORT$SITE/en/index.html in ${SECONDS} s; user admin, password admin, console http://localhost:$PORT/cms/smo.html"
  say "Ctrl-C stops it"
}

# Each step sets the stage, and why it is not passed, for the one who waits.
ready() {
  stage="starting Sling CMS"
  as_admin GET /system/console/bundles.json
  [[ $STATUS == 200 && $BODY == *'"s":['* ]] || { why="it answers $STATUS$(unstarted "$1")"; return 1; }
  [[ $FRESH ]] && install_smo "$1" "$PORT" && FRESH=''
  stage="installing SMO"
  local counts bundle
  counts=$(sed -n 's/.*"s":\[\([0-9,]*\)\].*/\1/p' <<<"$BODY")
  # For tests that install something else: no package of ours, so none to wait for.
  [[ ${SMO_BARE:-} ]] && { why="bundles are not active: $(inactive)"; [[ $counts =~ ,0,0$ ]]; return; }
  for bundle in "${OUR_BUNDLES[@]}"; do
    grep -q "\"stateRaw\":32,[^}]*\"symbolicName\":\"$bundle\"" <<<"$BODY" || { why="bundle $bundle is not active"; return 1; }
  done
  [[ $counts =~ ,0,0$ ]] || { why="bundles are not active: $(inactive)"; return 1; }
  stage="waiting for the pages"
  as_admin GET "/bin/smo/posts?days=1"
  [[ $STATUS == 200 ]] || { why="the console answers $STATUS"; return 1; }
  local language
  for language in en de; do
    page_is_complete "$SITE/$language/index.html" og:title || return 1
    set_public_address "$SITE/$language" || return 1
  done
  # An author may have deleted this one.
  page_is_complete "$SITE/en/articles/borrow-a-tomato.html" og:title cmp-smo-share ||
    [[ $why == *"answers 404" ]]
}

# HTL's engine and its compiler need each other to start, and now and then Sling brings the engine up without the
# compiler for good ("Service factory returned null"): every HTL page answers 500 until the bundle is started again.
revive_htl() {
  [[ $why == *"answers 500" ]] && ((SECONDS >= ${REVIVED:-0})) || return 0
  tail -n 500 "$1/launcher/logs/error.log" | grep -q 'Missing compilation support' || return 0
  REVIVED=$((SECONDS + 30))
  say "starting HTL again, which came up without its compiler"
  as_admin POST /system/console/bundles/org.apache.sling.scripting.sightly action=stop
  as_admin POST /system/console/bundles/org.apache.sling.scripting.sightly action=start
}

inactive() {
  tr '{' '\n' <<<"$BODY" | grep -E '"state":"(Installed|Resolved)"' | grep '"fragment":false' |
    sed -n 's/.*"symbolicName":"\([^"]*\)".*/\1/p' | paste -sd ' '
}

unstarted() {
  sed -n 's/.*\(Could not start bundle [^ ]*\).*/; \1/p' "$1/launcher/logs/error.log" 2>/dev/null | tail -n 1
}

# A page is there for visitors only when its head and its components are.
page_is_complete() {
  local page=$1 part
  ask GET "$1"
  [[ $STATUS == 200 ]] || { why="$1 answers $STATUS"; return 1; }
  shift
  for part; do
    [[ $BODY == *"$part"* ]] || { why="$page lacks its $part"; return 1; }
  done
}

# The public address of a sample site is the port it is served on; one that somebody set to a real host stays.
set_public_address() {
  local wanted=http://localhost:$PORT$1 found
  as_admin GET "$1.json"
  found=$(sed -n 's/.*"sling:url":"\([^"]*\)".*/\1/p' <<<"$BODY")
  [[ $found == "$wanted" || $found != http://localhost* ]] && return
  as_admin POST "$1" "sling:url=$wanted"
  [[ $STATUS == 20? ]] || { why="the address of $1 could not be set ($STATUS)"; return 1; }
}

give_up() {
  kill -TERM "$1" 2>/dev/null
  wait "$1" 2>/dev/null
  rm -f "$2/pid"
  progress done "$2"
  fail "$3"
}

# The last that is said is the cause; what comes first only says that something went wrong.
last_words() {
  grep -h -E '^\[ERROR\]|^[^[:space:]].*Exception' "$1/launcher.log" 2>/dev/null | tail -n 1 | cut -c1-300
}

bundles_started() {
  grep -cs 'BundleEvent STARTED' "$1/launcher/logs/error.log" || true
}

# One line that moves on a terminal; elsewhere a line for each stage and every ten seconds.
progress() {
  local started=0 width=30 filled
  if [[ $1 == done ]]; then
    [[ -t 1 ]] && printf '\r\033[K'
    return
  fi
  started=$(bundles_started "$2")
  started=${started:-0}
  if [[ -t 1 ]]; then
    filled=$((started * width / EXPECTED_BUNDLES))
    ((filled > width)) && filled=$width
    printf '\r\033[K[%s%s] %s, %s s' "$(printf '%*s' "$filled" '' | tr ' ' '#')" "$(printf '%*s' $((width - filled)) '' | tr ' ' .)" "$1" "$SECONDS"
  elif [[ $1 != "${SHOWN:-}" ]] || ((SECONDS >= ${AGAIN:-0})); then
    SHOWN=$1 AGAIN=$((SECONDS + 10))
    say "$1 (${SECONDS} s, $started bundles started)"
  fi
}
