# Sentences to the user, and what must be there before anything starts. Sourced by ./smo.

say() { printf '%s\n' "$*"; }

fail() {
  printf 'smo: %s\n' "$*" >&2
  exit 1
}

need_java() {
  local java=java version
  [[ -n ${JAVA_HOME:-} ]] && java=$JAVA_HOME/bin/java
  command -v "$java" >/dev/null || fail "no Java found; install a JDK 17 or newer, or set JAVA_HOME."
  command -v "${java}c" >/dev/null || fail "'$java' has no compiler beside it; install a full JDK 17 or newer, not only a runtime."
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\)[."].*/\1/p' | head -n 1)
  ((${version:-0} >= 17)) || fail "Java ${version:-of an unknown version} is too old; install a JDK 17 or newer, or set JAVA_HOME."
  JAVA=$java
}

need_maven() {
  command -v mvn >/dev/null || fail "no Maven found; install Maven 3.8 or newer (\`mvn\` must be on the path)."
}

need_node() {
  local version
  command -v npm >/dev/null || fail "no Node found; the tests need Node 20 with npm."
  version=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
  ((version >= 20)) || fail "Node $version is too old; the tests need Node 20."
}

need_free_port() {
  if (: >"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
    fail "port $1 is in use; choose another with --port, such as --port $(($1 + 1))."
  fi
}

# The folder with the data: writable, not in use, and room for Sling CMS (460 MB) and some content.
need_home() {
  local free other
  mkdir -p "$1" 2>/dev/null && [[ -w $1 ]] || fail "cannot write to $1; choose another folder with --home."
  if other=$(cat "$1/pid" 2>/dev/null) && kill -0 "$other" 2>/dev/null; then
    fail "$1 is already in use by process $other; stop that one or choose another folder with --home."
  fi
  free=$(df -Pk "$1" | awk 'NR == 2 { print $4 }')
  ((free > 1000000)) || fail "only $((free / 1024)) MB are free in $1; Sling CMS needs 1 GB."
}

# What the full tests use that no build tool brings: Debian packages and npm modules.
need_peers() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v chromedriver >/dev/null || missing+=(chromium-driver)
  # Social pictures are drawn in every script; without these its tests are skipped.
  [[ -n $(fc-list :lang=ja 2>/dev/null) && -n $(fc-list :lang=hi 2>/dev/null) ]] \
    || missing+=(fontconfig fonts-noto-core fonts-noto-cjk)
  command -v newsboat >/dev/null || missing+=(newsboat)
  /usr/bin/python3 -c 'import feedparser' 2>/dev/null || missing+=(python3 python3-feedparser)
  compgen -G "/usr/lib/postgresql/*/bin/postgres" >/dev/null || missing+=(postgresql)
  command -v spin >/dev/null || missing+=(spin)
  command -v jq >/dev/null || missing+=(jq)
  command -v gcc >/dev/null || missing+=(gcc libc6-dev)
  if ((${#missing[@]})); then
    command -v apt-get >/dev/null || fail "please install: ${missing[*]} (no apt-get here to do it)."
    [[ $(id -u) == 0 ]] || fail "please install as root: apt-get install ${missing[*]}"
    say "installing ${missing[*]}"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } \
      >"$(log_file apt)" 2>&1 </dev/null || fail "apt-get could not install ${missing[*]}; see target/run/apt.log."
  fi
  need_modules peers
  need_modules readers
  need_modules browser
}

# The npm modules of a folder in it.tests, as its lock file names them.
need_modules() {
  local folder=$PROJECT/it.tests/$1
  [[ $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]] && return
  say "installing the npm modules of it.tests/$1"
  (cd "$folder" && npm ci --no-audit --no-fund) >"$(log_file npm)" 2>&1 </dev/null \
    || fail "npm could not install the modules of it.tests/$1; see target/run/npm.log."
}

log_file() {
  mkdir -p "$PROJECT/target/run"
  printf '%s/target/run/%s.log' "$PROJECT" "$1"
}
