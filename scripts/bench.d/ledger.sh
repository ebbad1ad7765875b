# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The Kontor authors
# shellcheck shell=bash

# The part `ledger` of scripts/bench: every bar of the general-ledger engine, each beside its comparator of the same
# round. Two suites run, because machines drift: `main`, in which everything is measured and which grows to
# LINES_AT_LAST (5,000,000), and `small`, which stays at LINES_AT_FIRST (100,000) to be compared with it.
# shellcheck source=scripts/bench.d/ledger-drive.sh
. scripts/bench.d/ledger-drive.sh
# shellcheck source=scripts/bench.d/ledger-report.sh
. scripts/bench.d/ledger-report.sh

lines_at_first=${LINES_AT_FIRST:-100000}
lines_for_balances=${LINES_FOR_BALANCES:-1000000}
lines_at_last=${LINES_AT_LAST:-5000000}
single_clients=1 hot_clients=1 set_clients=1

ledger() {
    heading "The ledger: starting two suites and making 1,000 accounts in each"
    down
    mkdir -p "$folder/m"
    ledger_suite main "$port_base"
    ledger_suite small $((port_base + 100))
    fill main "$lines_at_first"
    fill small "$lines_at_first"
    choose_clients
    start_replica
    local round
    for round in $(seq "$rounds"); do
        printf 'round %d of %d, %d seconds a figure\n' "$round" "$rounds" "$seconds"
        ledger_round
    done
    stop_replica
    fill main "$lines_for_balances"
    token_of main
    for round in $(seq "$rounds"); do balances_round; done
    fill main "$lines_at_last"
    for round in $(seq "$rounds"); do
        token_of main
        token_of small
        drive growth.small small 64 single spread 0 0
        drive growth.main main 64 single spread 0 0
    done
    ledger_report
}

# Every comparator at the number of clients at which it is fastest.
choose_clients() {
    local clients
    for clients in 1 2 4 16 64; do
        pgbench_of "choose.single.$clients" post "$clients" 2 -D last_debit=500
        pgbench_of "choose.hot.$clients" post "$clients" 2 -D last_debit=1
    done
    for clients in 1 2 4; do pgbench_of "choose.set.$clients" post_set "$clients" 2; done
    single_clients=$(fastest single) hot_clients=$(fastest hot) set_clients=$(fastest set)
    printf 'fastest: single with %d clients of pgbench, on a hot account with %d, set with %d\n' "$single_clients" \
        "$hot_clients" "$set_clients"
}

fastest() {
    (cd "$folder/m" && grep -H . choose."$1".*.rate) | sed 's/^choose\.[a-z]*\.\([0-9]*\)\.rate:/\1 /' \
        | sort -k2 -g -r | awk 'NR == 1 { print $1 }'
}

ledger_round() {
    token_of main
    pgbench_of single post "$single_clients" "$seconds" -D last_debit=500
    drive c64 main 64 single spread 0 0
    drive back main 64 single spread 365 1
    drive_two replicas
    drive c256 main 256 single spread 0 0
    pgbench_of hot post "$hot_clients" "$seconds" -D last_debit=1
    drive hot64 main 64 single hot 0 0
    pgbench_of set post_set "$set_clients" "$seconds"
    drive bulk main 4 bulk spread 0 0
    pgbench_of bare bare 1 "$seconds"
    drive c1 main 1 single spread 0 0
}

balances_round() {
    drive balance main 1 balance spread 365 0
    drive trial main 1 trial spread 0 0
    pgbench_of sql.balance balance 1 "$seconds"
    pgbench_of sql.trial trial 1 "$seconds"
}

# Posts in bulk until there are so many lines, from a year ago to yesterday in the order of days.
fill() {
    local suite=$1 until=$2 lines started=$SECONDS day
    lines=$(lines_of "$suite")
    local first=$lines
    while ((lines < until)); do
        token_of "$suite"
        day=$((365 - 364 * (lines - first) / (until - first)))
        seconds=$((until - lines > 400000 ? 4 : 2)) \
            drive "fill.$suite" "$suite" 4 bulk spread "$day" $((day > 7 ? day - 7 : 1))
        lines=$(lines_of "$suite")
    done
    sql_of "$suite" -c 'analyze'
    printf '%s has %d lines, after %d seconds of filling\n' "$suite" "$lines" $((SECONDS - started))
}

# What the service spends its time on, by perf (Debian package linux-perf).
profile() {
    command -v perf >/dev/null || { echo "profile needs perf: apt-get install linux-perf"; exit 1; }
    heading "Where single posts at 64 connections spend their time"
    down
    mkdir -p "$folder/m"
    ledger_suite main "$port_base"
    fill main "$lines_at_first"
    local round part pids
    for part in service postgres; do
        token_of main
        pids=${service_pid[main]}
        # The backends are not the service's children; the pool has opened all that it needs by now.
        [ "$part" = service ] || pids=$(sql_of main -c "select string_agg(pid::text, ',') from pg_stat_activity
            where usename = 'kontor_ledger'")
        perf record -q -F 999 -g -o "$folder/perf.data" -p "$pids" -- sleep "$seconds" >/dev/null 2>&1 &
        drive "profile.$part" main 64 single spread 0 0
        wait $!
        printf '\n%s, by symbol:\n' "$part"
        perf report -i "$folder/perf.data" --no-children -g none --stdio 2>/dev/null | grep -v '^#\|^$' | head -45
    done
    printf '\n'
    summary_of profile.service
}
