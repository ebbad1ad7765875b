# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The Kontor authors
# shellcheck shell=bash

# For the parts of scripts/bench that drive suites: $folder/SUITE is a suite's data, $folder/m/NAME.KIND has a line a
# round.

declare -A base_of socket_of
suites=()
replica_pid=
failed=0

# suite_up SUITE PORT-BASE: a suite without data.
suite_up() {
    local suite=$1
    base_of[$suite]=$2
    suites+=("$suite")
    "$bin/kontor" up --detach --no-import --data-dir "$folder/$suite" --port-base "$2" >"$folder/$suite.up.log" 2>&1 \
        || { cat "$folder/$suite.up.log"; exit 1; }
    socket_of[$suite]=$(sed -n 's/.*"socketDirectory":"\([^"]*\)".*/\1/p' "$folder/$suite/state.json")
}

stop_suites() {
    local suite
    [ -z "$replica_pid" ] || kill "$replica_pid" 2>/dev/null || true
    for suite in "${suites[@]}"; do
        kill -CONT "$(pid_of "$suite" reporting)" 2>/dev/null || true
        "$bin/kontor" down --data-dir "$folder/$suite" >/dev/null 2>&1 || true
    done
}

note() { printf '%s\n' "$2" >>"$folder/m/$1"; }

sql_of() {
    local suite=$1
    shift
    PGPASSWORD=$(cat "$folder/$suite/secrets/postgres.password") psql -X -q -t -A -F " " -v ON_ERROR_STOP=1 \
        -h "${socket_of[$suite]}" -p 7440 -U postgres -d kontor "$@"
}

pid_of() { sed -n 's/.*"'"$2"'":{"processID":\([0-9]*\).*/\1/p' "$folder/$1/state.json"; }

admin_call() { "$bin/kontor" call "$2" "$3" --data-dir "$folder/$1"; }

# An access token is good for five minutes, so each round takes a new one.
token_of() {
    { printf '{"jsonrpc":"2.0","id":1,"method":"identity.issueClientToken","params":'
      cat "$folder/$1/secrets/importer.json"; printf '}'; } | post_to "$1" 1 \
        | sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p' >"$folder/$1.token"
    [ -s "$folder/$1.token" ] || { echo "no token was issued"; exit 1; }
}

# post_to SUITE SERVICE-NUMBER [TOKEN]: what stands on standard input.
post_to() {
    curl -sS --cacert "$folder/$1/certificates/authority.pem" -H 'Content-Type: application/json' \
        ${3:+-H "Authorization: Bearer $3"} --data-binary @- "https://localhost:$((base_of[$1] + $2))/rpc"
}

percentile() { awk -v p="$1" '{ v[NR] = $1 } END { print v[int((NR - 1) * p / 100) + 1] }' "$2"; }

# Of processes, in microseconds; those they have had and that have ended are counted too.
cpu_of() {
    { cat "${@/#//proc/}" 2>/dev/null || true; } | sed 's/^.*) //' \
        | awk -v hz="$(getconf CLK_TCK)" '{ sum += $12 + $13 + $14 + $15 } END { printf "%.0f", sum * 1000000 / hz }'
}

# field NAME FILE: of the line that the loads for wrk print.
field() { sed -n '/^answers=/p' "$2" | tr ' ' '\n' | sed -n "s/^$1=//p"; }

check_answers() {
    if ! grep -q '^answers=[1-9][0-9]* wrong=0 lost=0 ' "$1"; then cat "$1"; exit 1; fi
}

median_of() { median <"$folder/m/$1"; }
ratio_of() { paste "$folder/m/$1" "$folder/m/$2" | awk '{ print $1 / $2 }' | median; }
per_second() { printf '%.0f/s' "$(awk -v v="$(median_of "$1.rate")" -v s="${2:-1}" 'BEGIN { print v * s }')"; }
milliseconds() { awk -v v="$(median_of "$1")" 'BEGIN { printf "%.2f ms", v / 1000 }'; }
product() { awk -v a="$1" -v b="$2" 'BEGIN { print a * b }'; }

# bar WHAT VALUE UNIT least|under LIMIT DETAIL
bar() {
    local verdict=met words="at least"
    if [ "$4" = under ]; then words=under; fi
    if ! awk -v v="$2" -v l="$5" -v op="$4" 'BEGIN { exit !(op == "under" ? v < l : v >= l) }'; then
        verdict=MISSED failed=$((failed + 1))
    fi
    printf '%-46s %9.2f %-9s %-6s (bar: %s %s)\n%s' "$1" "$2" "$3" "$verdict" "$words" "$5" "${6:+    $6
}"
}

verdict() { if ((failed > 0)); then printf '%d bars missed\n' "$failed"; else echo "every bar met"; fi; }
