# Builds SMO and runs Sling CMS with it. Sourced by ./smo.

readonly WORK=$PROJECT/target/run
readonly LAUNCHER=$WORK/org.apache.sling.cms.feature-$SLINGCMS.jar

# Builds the packages when a source is newer than the last build. SMO_BUILD=no is for tests inside a build.
build() {
  [[ ${SMO_BUILD:-} == no ]] && return
  local built=$WORK/built
  mkdir -p "$WORK"
  if [[ -f $built ]] && compgen -G "all/slingcms/target/*.zip" >/dev/null && compgen -G "ui.content/target/*.zip" >/dev/null &&
    [[ -z $(find . \( -name target -o -name node_modules -o -name '.?*' \) -prune -o \
      \( -path './it.tests/*' -o -path './docs/*' \) -prune -o \
      \( -path '*/src/*' -o -name pom.xml \) -newer "$built" -print | head -n 1) ]]; then
    return
  fi
  need_maven
  touch "$built.new"
  mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true -pl all/slingcms,ui.content -am package </dev/null 2>&1 |
    tee "$(log_file build)" | sed -un 's/^\[INFO\] Building \(SMO.*\) [0-9][^ ]* *\(\[.*\]\)$/building \2 \1/p'
  if ((PIPESTATUS[0])); then
    grep -m 5 '^\[ERROR\]' "$WORK/build.log" >&2
    fail "the build failed; see target/run/build.log."
  fi
  mv "$built.new" "$built"
}

# Builds the example connector as its README tells a stranger to, contract tests and all; ExamplePluginIT installs it.
build_example() {
  say "building docs/examples/connector-plugin"
  mvn -B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true -pl testkit -am install </dev/null >"$(log_file example)" 2>&1 &&
    mvn -B -ntp -f docs/examples/connector-plugin verify </dev/null >>"$(log_file example)" 2>&1 && return
  grep -m 5 '^\[ERROR\]' "$WORK/example.log" >&2
  fail "the example connector does not build; see target/run/example.log."
}

# Gets the launcher with all of Sling CMS inside, and the OSGi framework, which it lacks.
fetch_slingcms() {
  fetch "org.apache.sling:org.apache.sling.cms.feature:$SLINGCMS" "$LAUNCHER" "Sling CMS $SLINGCMS (208 MB, once)"
  fetch "org.apache.felix:org.apache.felix.framework:$FRAMEWORK" "$WORK/org.apache.felix.framework-$FRAMEWORK.jar" "the OSGi framework"
}

fetch() {
  [[ -f $2 ]] && return
  need_maven
  say "downloading $3"
  mvn -B -ntp -N org.apache.maven.plugins:maven-dependency-plugin:2.10:copy -Dartifact="$1" -DoutputDirectory="$WORK/fetched" \
    </dev/null >"$(log_file fetch)" 2>&1 || fail "could not download ${3% (*}; see target/run/fetch.log."
  mv "$WORK/fetched/$(basename "$2")" "$2"
}

# Lays out the home, and says with FRESH whether Sling CMS never ran in it.
prepare_home() {
  local home=$1 framework=$1/repository/org/apache/felix/org.apache.felix.framework/$FRAMEWORK
  FRESH=yes CHANGED=''
  # Half of a first layout is no home: ours would get in the way of the rest. Nobody has worked in one that was never ready.
  if [[ -e $home/first ]]; then
    say "the first start in $home was cut off; it begins anew"
    rm -rf "$home/launcher"
  fi
  [[ -d $home/launcher/repository ]] && FRESH=''
  mkdir -p "$home/launcher/install" "$framework" || fail "cannot write to $home."
  [[ -z $FRESH ]] || : >"$home/first"
  # Sling CMS remembers absolute paths of its bundles; of a moved home only the content can be kept.
  [[ $(cat "$home/where" 2>/dev/null) == "$home" ]] || rm -rf "$home/launcher/framework"
  printf '%s\n' "$home" >"$home/where"
  copy_changed "$WORK/org.apache.felix.framework-$FRAMEWORK.jar" "$framework/org.apache.felix.framework-$FRAMEWORK.jar"
}

# Hands our packages and the configuration for trying out to Sling CMS, which takes what is new or changed in this folder:
# authors' edits of sample pages stay, because the sample site is handed over once only.
install_smo() {
  [[ ${SMO_BARE:-} ]] && return
  local file to=$1/launcher/install
  for file in all/slingcms/src/main/run/*; do
    sed "s#http://localhost:8080#http://localhost:$2#" "$file" >"$WORK/configuration"
    copy_changed "$WORK/configuration" "$to/$(basename "$file")"
  done
  for file in all/slingcms/target/dev.smo.all.slingcms-*.zip; do
    copy_changed "$file" "$to/$(basename "$file")"
  done
  compgen -G "$to/dev.smo.ui.content-*" >/dev/null && return
  for file in ui.content/target/dev.smo.ui.content-*.zip; do
    copy_changed "$file" "$to/$(basename "$file")"
  done
}

copy_changed() {
  [[ -f $1 ]] || return 0
  cmp -s "$1" "$2" && return
  { cp "$1" "$2.part" && mv "$2.part" "$2"; } || fail "cannot write $2; is the disk full?"
  CHANGED=yes
}

start_slingcms() {
  local port=$1 home
  home=$(cd "$2" && pwd)
  prepare_home "$home"
  # On first start Sling CMS lays out its own content, and ours at the same time would get in its way.
  [[ $FRESH ]] || install_smo "$home" "$port"
  local log=$home/launcher/logs/error.log
  : >"$home/launcher.log"
  [[ -f $log ]] && mv "$log" "$log.before"
  local launch=(-jar "$LAUNCHER") repositories="file://${home// /%20}/repository,http://127.0.0.1:9/offline"
  # For tests in a cluster: another composition of Sling CMS, and where its bundles lie.
  if [[ ${SMO_FEATURE:-} ]]; then
    launch=(-cp "$LAUNCHER" org.apache.sling.feature.launcher.impl.Main -f "$SMO_FEATURE")
    repositories="file://${SMO_REPOSITORY:-},$repositories"
  fi
  # How long is too long we say ourselves; by itself the launcher ends after 600 s, bundles coming up or not.
  # A process group of its own: Ctrl-C reaches this script only, which then stops Sling CMS in order.
  set -m
  # shellcheck disable=SC2086
  "$JAVA" ${SMO_JAVA_OPTS:--Xmx1g} "${launch[@]}" -p "$home/launcher" -c "$home/launcher/cache" -u "$repositories" \
    -D sling.framework.start.timeout=86400 -D org.osgi.service.http.port="$port" -D org.apache.felix.http.host="${SMO_HOST:-127.0.0.1}" \
    </dev/null >>"$home/launcher.log" 2>&1 &
  local pid=$!
  set +m
  printf '%s\n' "$pid" >"$home/pid"
  trap 'stop_slingcms $pid "$home"; exit 130' INT
  trap 'stop_slingcms $pid "$home"; exit 143' TERM HUP
  wait_until_ready "$port" "$home" "$pid"
  { wait "$pid"; } 2>/dev/null
  rm -f "$home/pid"
  fail "Sling CMS ended by itself; see $log."
}

stop_slingcms() {
  # PIPE: whoever read our output may be gone already, which is no reason to leave Sling CMS behind.
  trap '' INT TERM HUP PIPE
  say ''
  say "stopping Sling CMS"
  kill -TERM "$1" 2>/dev/null
  wait "$1" 2>/dev/null
  rm -f "$2/pid"
  say "stopped; the data stays in $2"
}
