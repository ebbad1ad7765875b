# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The Kontor authors
# shellcheck shell=bash

# Starts suites for the part `ledger`, drives them by wrk and pgbench, and notes what was measured: $folder/m/NAME.KIND
# has a line a round.

declare -A book_of service_pid

lines_of() { sql_of "$1" -c 'select 2 * sum(entry_number) from ledger.head'; }

ledger_suite() {
    local suite=$1
    suite_up "$suite" "$2"
    service_pid[$suite]=$(pid_of "$suite" ledger)
    # Reporting would read the feed all the time, on the two cores that are measured.
    kill -STOP "$(pid_of "$suite" reporting)"
    token_of "$suite"
    local book
    for book in ours theirs; do make_book "$suite" "$book"; done
    sql_of "$suite" -f scripts/bench.d/ledger.sql 2>/dev/null
    # What the service makes when it first meets them: who posts, and the clients.
    sql_of "$suite" -c "
        insert into ledger.symbol (book_id, symbol_id, dimension, code)
            select ${book_of[$suite.theirs]}, n, case n when 1 then 'actor' else 'client' end,
                case n when 1 then 'user:bench' else gen_random_uuid()::text end
            from generate_series(1, 101) as n;
        update ledger.head set symbol_id = 101 where book_id = ${book_of[$suite.theirs]}"
}

# make_book SUITE NAME: with the accounts 10001 to 11000, whose numbers in the database are 1 to 1000.
make_book() {
    local id access batch number
    id=$(admin_call "$1" ledger.createBook '{"idempotencyKey":"bench-'"$2"'","code":"'"$2"'","name":"Measured",
        "functionalCurrency":"EUR","timeZone":"Europe/Berlin"}' | sed -n 's/.*"id": *"\([^"]*\)".*/\1/p' | head -n 1)
    [ -n "$id" ] || { echo "the book was not made"; exit 1; }
    access=$(sed 's/.*"accessToken":"\([^"]*\)".*/\1/' "$folder/$1/session.json")
    for batch in $(seq 0 19); do
        for number in $(seq $((10001 + 50 * batch)) $((10050 + 50 * batch))); do
            printf '%s{"jsonrpc":"2.0","id":%d,"method":"ledger.createAccount","params":{"book":"%s",' \
                "$([ $((number % 50)) = 1 ] && printf '[' || printf ',')" "$number" "$id"
            printf '"idempotencyKey":"bench-%s-%d","code":"%d","name":"Account %d","kind":"%s"}}' "$2" "$number" \
                "$number" "$number" "$([ "$number" -gt 10500 ] && printf income || printf asset)"
        done >"$folder/accounts"
        printf ']' >>"$folder/accounts"
        post_to "$1" 3 "$access" <"$folder/accounts" >"$folder/answer"
        if grep -q '"error":' "$folder/answer"; then head -c 600 "$folder/answer"; exit 1; fi
    done
    book_of[$1.$2]=$(sql_of "$1" -c "select book_id from ledger.book where public_id = '$id'")
    [ "$2" = theirs ] || book_of[$1.id]=$id
}

# pgbench_of NAME SCRIPT CLIENTS SECONDS [OPTION ...]: transactions a second, and the percentiles of their latency.
pgbench_of() {
    local name=$1 script=$2 clients=$3 length=$4
    shift 4
    rm -f "$folder"/pgbench.log*
    (cd "$folder" && PGPASSWORD=$(cat "$folder/main/secrets/postgres.password") PGOPTIONS='-c jit=off' \
        pgbench -n -M prepared -f "$here/scripts/bench.d/$script.sql" -D book="${book_of[main.theirs]}" "$@" \
        -c "$clients" -j "$((clients > 1 ? 2 : 1))" -T "$length" -l --log-prefix=pgbench.log \
        -h "${socket_of[main]}" -p 7440 -U postgres kontor >"$folder/pgbench.out" 2>&1) \
        || { cat "$folder/pgbench.out"; exit 1; }
    note "$name.rate" "$(awk '/^tps/ { print $3 }' "$folder/pgbench.out")"
    cat "$folder"/pgbench.log* | awk '{ print $3 }' | sort -n >"$folder/latencies"
    note "$name.p50" "$(percentile 50 "$folder/latencies")"
    note "$name.p99" "$(percentile 99 "$folder/latencies")"
}

service_cpu() { cpu_of "${service_pid[$1]}/stat"; }

# Of all processes of the suite's PostgreSQL.
database_cpu() {
    local main child
    local -a processes=()
    main=$(head -n 1 "$(sql_of "$1" -c 'show data_directory')/postmaster.pid")
    for child in "$main" $(cat "/proc/$main/task/$main/children"); do processes+=("$child/stat"); done
    cpu_of "${processes[@]}"
}

wrk_on() {
    local suite=$1 port=$2 connections=$3 out=$4
    shift 4
    local TIMEFORMAT='loader=%U+%S'
    { time wrk -t "$((connections < 32 ? 1 : 2))" -c "$connections" -d "${seconds}s" --timeout 20s \
        -s scripts/bench.d/ledger.lua "https://127.0.0.1:$port" -- "$1" "$folder/$suite.token" \
        "${book_of[$suite.id]}" "r$RANDOM$RANDOM" "${@:2}"; } >"$out" 2>&1
}

# drive NAME SUITE CONNECTIONS MODE SIDE OLDEST NEWEST: by wrk.
drive() {
    local name=$1 suite=$2 connections=$3 mode=$4 cpu database before answers
    before=$(settled "$suite")
    cpu=$(service_cpu "$suite") database=$(database_cpu "$suite")
    wrk_on "$suite" $((base_of[$suite] + 3)) "$connections" "$folder/wrk.out" "${@:4}"
    cpu=$(($(service_cpu "$suite") - cpu)) database=$(($(database_cpu "$suite") - database))
    check_answers "$folder/wrk.out"
    answers=$(field answers "$folder/wrk.out")
    note "$name.rate" "$(awk -v a="$answers" -v s="$(field seconds "$folder/wrk.out")" 'BEGIN { print a / s }')"
    note "$name.p50" "$(field p50 "$folder/wrk.out")"
    note "$name.p99" "$(field p99 "$folder/wrk.out")"
    note "$name.cpu" "$(awk -v c="$cpu" -v a="$answers" 'BEGIN { print c / a }')"
    note "$name.database" "$(awk -v c="$database" -v a="$answers" 'BEGIN { print c / a }')"
    note "$name.loader" "$(sed -n 's/^loader=\(.*\)/\1/p' "$folder/wrk.out" \
        | awk -F+ -v a="$answers" '{ print ($1 + $2) * 1000000 / a }')"
    case $mode in single | bulk) check_stored "$name" "$suite" "$connections" "$mode" "$answers" $before ;; esac
}

# 64 connections, half of them to each replica.
drive_two() {
    local port=$((base_of[main] + 3)) one
    wrk_on main $((port + 20)) 32 "$folder/wrk.two" single spread 0 0 &
    one=$!
    wrk_on main "$port" 32 "$folder/wrk.out" single spread 0 0
    wait "$one"
    check_answers "$folder/wrk.out"
    check_answers "$folder/wrk.two"
    note "$1.rate" "$(awk -v a="$(field answers "$folder/wrk.out")" -v s="$(field seconds "$folder/wrk.out")" \
        -v b="$(field answers "$folder/wrk.two")" -v t="$(field seconds "$folder/wrk.two")" \
        'BEGIN { print a / s + b / t }')"
}

# Entries and bytes once they rest: calls that were in flight when wrk stopped are still being answered.
settled() {
    local last='' now
    now=$(sql_of "$1" -f scripts/bench.d/stored.sql)
    while [ "$now" != "$last" ]; do
        last=$now
        sleep 0.1
        now=$(sql_of "$1" -f scripts/bench.d/stored.sql)
    done
    printf '%s\n' "$now"
}

# Every answered entry is stored, and nothing else but what was in flight when wrk stopped.
# check_stored NAME SUITE CONNECTIONS MODE ANSWERS ENTRIES-BEFORE BYTES-BEFORE
check_stored() {
    local scale=1 entries size
    [ "$4" = single ] || scale=500
    read -r entries size < <(settled "$2")
    entries=$((entries - $6)) size=$((size - $7))
    if ((entries < $5 * scale || entries > ($5 + $3) * scale)); then
        echo "$1: $5 answers, and $entries entries were stored"
        exit 1
    fi
    note "stored.$4.entries" "$entries"
    note "stored.$4.bytes" "$size"
}

# A second replica on ports 20 further, with the same certificates and database.
start_replica() {
    local -a command
    mapfile -d '' -t command <"/proc/${service_pid[main]}/cmdline"
    local index
    for index in "${!command[@]}"; do
        case ${command[$index]} in
        --listen-port | --management-port) command[index + 1]=$((command[index + 1] + 20)) ;;
        esac
    done
    "${command[@]}" 2>"$folder/replica.log" >/dev/null &
    replica_pid=$!
    until curl -sf -o /dev/null "http://127.0.0.1:$((base_of[main] + 33))/readyz"; do
        kill -0 "$replica_pid" 2>/dev/null || { tail -n 5 "$folder/replica.log"; exit 1; }
    done
    sql_of main -c 'select deadlocks from pg_stat_database where datname = current_database()' >"$folder/deadlocks"
}

stop_replica() {
    kill "$replica_pid"
    wait "$replica_pid" || true
    replica_pid=
    note replicas.deadlocks $(($(sql_of main -c 'select deadlocks from pg_stat_database
        where datname = current_database()') - $(cat "$folder/deadlocks")))
    note replicas.errors "$(cat "$folder/replica.log" "$folder/main/logs/ledger.log" \
        | grep -c '"level":"\(error\|critical\)"' || true)"
}
