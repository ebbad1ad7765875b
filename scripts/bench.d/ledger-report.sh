# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The Kontor authors
# shellcheck shell=bash

# Prints the bars of the part `ledger` from what ledger-drive.sh noted. Ratios are taken round by round, and their
# median counts: what a round was slowed by, it was slowed by on both sides.

summary_of() {
    printf '%s, median %s, p99 %s; CPU a call: service %.0f us, PostgreSQL %.0f, load generator %.0f\n' \
        "$(per_second "$1")" "$(milliseconds "$1.p50")" "$(milliseconds "$1.p99")" "$(median_of "$1.cpu")" \
        "$(median_of "$1.database")" "$(median_of "$1.loader")"
}

stored_bytes() {
    awk '{ sum += $1 } END { print sum }' "$folder/m/stored.$1.bytes" >"$folder/bytes"
    awk -v bytes="$(cat "$folder/bytes")" '{ sum += $1 } END { print bytes, sum }' "$folder/m/stored.$1.entries"
}

ledger_report() {
    heading "The ledger's bars: medians of $rounds rounds in turn, $(nproc) processors, fsync on"
    bar 'single posts, 64 connections' "$(ratio_of c64.rate single.rate)" 'x single' least 1.3 \
        "$(summary_of c64); pgbench $(per_second single) with $single_clients clients"
    bar 'single posts, 256 connections' "$(ratio_of c256.rate single.rate)" 'x single' least 2 "$(summary_of c256)"
    bar 'hot account, 64 connections' "$(ratio_of hot64.rate hot.rate)" 'x single' least 4 \
        "$(summary_of hot64); pgbench on it $(per_second hot) with $hot_clients clients"
    bar 'hot account beside 1,000 accounts' "$(ratio_of hot64.rate c64.rate)" 'x spread' least 1
    bar 'postEntries of 500, 4 connections' "$(product "$(ratio_of bulk.rate set.rate)" 0.5)" 'x set' least 0.5 \
        "$(per_second bulk 500) entries, pgbench $(per_second set 1000) in batches of 1,000 with $set_clients clients"
    bar 'p99 of single posts, 64 connections' "$(product "$(median_of c64.p99)" 0.001)" ms under 40
    bar 'p99 of single posts, 1 connection' "$(ratio_of c1.p99 bare.p99)" 'x commit' under 3 \
        "$(milliseconds c1.p99), of a bare commit $(milliseconds bare.p99)"
    bar 'median of single posts, 1 connection' "$(ratio_of c1.p50 bare.p50)" 'x commit' under 3 \
        "$(milliseconds c1.p50), of a bare commit $(milliseconds bare.p50), of *single* with one client $(milliseconds \
            choose.single.1.p50)"
    bar 'two replicas, 64 connections' "$(ratio_of replicas.rate c64.rate)" 'x one' least 0.85 \
        "$(per_second replicas), one replica $(per_second c64)"
    bar 'deadlocks and errors of two replicas' \
        "$(($(cat "$folder/m/replicas.deadlocks") + $(cat "$folder/m/replicas.errors")))" '' under 1
    bar 'back-dated entries' "$(ratio_of back.rate c64.rate)" 'x current' least 0.9 "$(summary_of back)"
    bar "CPU of the service, a single post" "$(median_of c64.cpu)" us under 80.01 \
        "256 connections: $(printf %.0f "$(median_of c256.cpu)") us"
    bar 'balance at a date, p99 of calls' "$(product "$(median_of balance.p99)" 0.001)" ms under 5 \
        "median $(milliseconds balance.p50); SQL by hand $(milliseconds sql.balance.p50), p99 $(milliseconds \
            sql.balance.p99)"
    bar 'trial balance of 1,000 accounts, p99 of calls' "$(product "$(median_of trial.p99)" 0.001)" ms under 30 \
        "median $(milliseconds trial.p50); SQL by hand $(milliseconds sql.trial.p50), p99 $(milliseconds \
            sql.trial.p99)"
    storage_report
    bar "throughput with $lines_at_last lines" "$(ratio_of growth.main.rate growth.small.rate)" 'x small' least 0.8 \
        "$(per_second growth.main), with $lines_at_first lines $(per_second growth.small)"
    verdict
}

storage_report() {
    local bytes entries bulk_bytes bulk_entries
    read -r bytes entries < <(stored_bytes single)
    read -r bulk_bytes bulk_entries < <(stored_bytes bulk)
    bar 'storage of an entry of two lines' \
        "$(awk -v b=$((bytes + bulk_bytes)) -v e=$((entries + bulk_entries)) 'BEGIN { print b / e }')" \
        bytes under 600.01 \
        "$(awk -v b="$bytes" -v e="$entries" -v c="$bulk_bytes" -v f="$bulk_entries" 'BEGIN {
            printf "%d single ones %.0f bytes, %d in bulk %.0f bytes", e, b / e, f, c / f }')"
}
