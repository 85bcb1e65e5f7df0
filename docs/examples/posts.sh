#!/usr/bin/env bash
# Lists, plans, approves and watches posts from a shell, by the HTTP API (docs/http-api.md, docs/openapi.json). Needs bash, curl 7.71 or newer and jq.
#
#   export SMO_URL=http://localhost:8080 SMO_USER=jane SMO_PASSWORD=secret
#   posts.sh list [NAME=VALUE ...]                 all that a search finds, such as state=SCHEDULED q=owls
#   posts.sh plan PAGE CONNECTION [WORDS [WHEN]]   a post that a person must approve; prints its id
#   posts.sh note PAGE CONNECTION WORDS [WHEN]     a post that speaks of no page; prints its id
#   posts.sh approve ID
#   posts.sh watch ID                              until it is out or will not go out
set -euo pipefail
: "${SMO_URL:?says where the CMS is}" "${SMO_USER:?says who asks}" "${SMO_PASSWORD:?is the password}"

# Asks, and prints the answer; a refusal is told in its own words. Whatever got no answer is asked again: all that is sent from here is done once,
# however often it is sent.
ask() {
  local file status
  file=$(mktemp)
  # The password is read by curl, so it does not show in the list of processes.
  status=$(curl -sS --retry 5 --retry-connrefused --retry-all-errors --max-time 60 -o "$file" -w '%{http_code}' \
    -K <(printf 'user = "%s:%s"\n' "$SMO_USER" "$SMO_PASSWORD") "$@") || { rm -f "$file"; return 1; }
  if [[ $status == 200 ]]; then
    cat "$file"
  else
    echo "HTTP $status: $(jq -r .error "$file" 2>/dev/null || cat "$file")" >&2
  fi
  rm -f "$file"
  [[ $status == 200 ]]
}

# Changes something, with a token that belongs to the person.
change() {
  local address=$1 token
  shift
  token=$(ask "$SMO_URL/bin/smo/token" | jq -r .token)
  ask -H "X-SMO-Token: $token" "$@" "$SMO_URL$address"
}

post() {
  ask -G --data-urlencode "id=$1" "$SMO_URL/bin/smo/posts" | jq '.posts[0]'
}

list() {
  local next=9999-12-31 answer filter=()
  for one in "$@"; do filter+=(--data-urlencode "$one"); done
  while [[ $next != null ]]; do
    answer=$(ask -G "${filter[@]}" --data-urlencode "next=$next" "$SMO_URL/bin/smo/posts")
    jq -r '.posts[] | [.id, .state, .connection, .scheduled // "-", .title] | @tsv' <<<"$answer"
    next=$(jq -r .next <<<"$answer")
  done
}

plan() {
  local answer
  answer=$(change /bin/smo/requests -d action=plan -d approval=true --data-urlencode "page=$1" --data-urlencode "connections=$2" \
    ${3:+--data-urlencode "text.$2=$3"} ${4:+--data-urlencode "when=$4"})
  jq -e '.results[0].error == ""' <<<"$answer" >/dev/null || { jq -r '.results[0].error' <<<"$answer" >&2; return 1; }
  jq -r '.results[0].id' <<<"$answer"
}

note() {
  local wish
  # Names the wish before it is sent for the first time.
  wish=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  change /bin/smo/notes -d "token=$wish" --data-urlencode "page=$1" --data-urlencode "connection=$2" --data-urlencode "text=$3" \
    ${4:+--data-urlencode "when=$4"} | jq -r .id
}

# About what was read: where the post has changed since, the answer is 409 and nothing is done.
approve() {
  local revision
  revision=$(post "$1" | jq -r .revision)
  change /bin/smo/posts -d action=approve -d "id=$1" -d "revision=$revision" | jq -r .state
}

watch() {
  local seen='' now
  while :; do
    now=$(post "$1" | jq -r '.state + (if .permalink != "" then " " + .permalink elif .reason != "" then " " + .reason else "" end)')
    [[ $now == "$seen" ]] || printf '%s\n' "$now"
    seen=$now
    case ${now%% *} in
      SENT) return 0 ;;
      FAILED | HELD | SKIPPED | REJECTED | CANCELLED | RETRACTED | NEEDS_ATTENTION) return 1 ;;
    esac
    sleep "${SMO_PAUSE:-2}"
  done
}

case ${1:-help} in
  list | plan | note | approve | watch) "$@" ;;
  *) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0" >&2; exit 2 ;;
esac
