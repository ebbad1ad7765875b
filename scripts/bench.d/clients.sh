# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The Kontor authors
# shellcheck shell=bash

# The part `clients` of scripts/bench: the bars of the clients service, over TLS, with CLIENTS clients (1,000,000) that
# were made by its own upsertClients.

clients_at_last=${CLIENTS:-1000000}

clients() {
    heading "The clients service: filling a suite with $clients_at_last clients"
    down
    mkdir -p "$folder/m"
    suite_up crm $((port_base + 200))
    # Reporting would read the feed all the time, on the two cores that are measured.
    kill -STOP "$(pid_of crm reporting)"
    token_of crm
    fill_clients
    clients_bodies
    local round
    for round in $(seq "$rounds"); do
        printf 'round %d of %d, %d seconds a figure\n' "$round" "$rounds" "$seconds"
        token_of crm
        serve_lines whoami 1 64
        serve_lines get 2 64
        serve_lines first 2 1
        serve_lines filtered 2 1
        serve_lines words 2 1
        serve_lines last 2 1
    done
    clients_report
}

# wrk_lines SERVICE-NUMBER CONNECTIONS SECONDS OUT MODE ARGUMENT
wrk_lines() {
    wrk -t "$(($2 < 32 ? 1 : 2))" -c "$2" -d "${3}s" --timeout 20s -s scripts/bench.d/clients.lua \
        "https://127.0.0.1:$((base_of[crm] + $1))" -- "$5" "$folder/crm.token" "$6" >"$4" 2>&1
    check_answers "$4"
}

# serve_lines NAME SERVICE-NUMBER CONNECTIONS: the calls of $folder/NAME.lines over and over.
serve_lines() {
    local out=$folder/wrk.out
    wrk_lines "$2" "$3" "$seconds" "$out" lines "$folder/$1.lines"
    note "$1.rate" "$(awk -v a="$(field answers "$out")" -v s="$(field seconds "$out")" 'BEGIN { print a / s }')"
    note "$1.p50" "$(field p50 "$out")"
    note "$1.p99" "$(field p99 "$out")"
}

clients_stored() { sql_of crm -c 'select count(*) from clients.client'; }

# In steps, because an access token is good for five minutes.
fill_clients() {
    local stored=0 started
    started=$(date +%s.%N)
    while ((stored < clients_at_last)); do
        token_of crm
        wrk_lines 2 4 "$((clients_at_last - stored > 400000 ? 30 : 5))" "$folder/wrk.out" upsert "r$RANDOM$RANDOM"
        stored=$(clients_stored)
    done
    note fill.rate "$(awk -v n="$stored" -v a="$started" -v b="$(date +%s.%N)" 'BEGIN { print n / (b - a) }')"
    sql_of crm -c 'analyze'
    printf '%d clients, %s rows a second\n' "$stored" "$(tail -n 1 "$folder/m/fill.rate")"
}

# The calls that are measured, a line each.
clients_bodies() {
    local call='{"jsonrpc":"2.0","id":1,"method":"clients.listClients","params":{"limit":50'
    echo '{"jsonrpc":"2.0","id":1,"method":"identity.whoAmI","params":{}}' >"$folder/whoami.lines"
    sql_of crm -c "select '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"clients.getClient\",\"params\":{\"client\":\"'
        || client_id || '\"}}' from clients.client tablesample system (1) limit 5000" >"$folder/get.lines"
    echo "$call}}" >"$folder/first.lines"
    local country
    for country in DE AT CH GB FR TH VN JP US NL; do
        echo "$call"',"filter":{"lifecycle":"customer","country":"'$country'"}}}'
    done >"$folder/filtered.lines"
    local word
    for word in 'müller logistik' 'siam' '東京' 'weiß druck' 'สยาม' 'sông'; do
        echo "$call"',"filter":{"text":"'"$word"'"}}}'
    done >"$folder/words.lines"
    # Every page, to get to the last one.
    while [ ! -s "$folder/cursor.last" ]; do
        token_of crm
        wrk_lines 2 1 5 "$folder/walk.out" walk "$folder/cursor"
        note walk.max "$(field max "$folder/walk.out")"
    done
    echo "$call"',"cursor":"'"$(cat "$folder/cursor.last")"'"}}' >"$folder/last.lines"
}

# peak_of SUITE SERVICE: resident memory at its highest, in MB.
peak_of() { awk '/VmHWM/ { printf "%.1f", $2 / 1024 }' "/proc/$(pid_of "$1" "$2")/status"; }

clients_report() {
    heading "The clients' bars: medians of $rounds rounds in turn, $(nproc) processors, $clients_at_last clients"
    bar 'reads by id, 64 connections' "$(ratio_of get.rate whoami.rate)" 'x whoAmI' least 0.6 \
        "$(per_second get), median $(milliseconds get.p50), p99 $(milliseconds get.p99); whoAmI $(per_second whoami)"
    local name
    for name in first filtered words last; do
        bar "list page of 50: $name, p99" "$(product "$(median_of $name.p99)" 0.001)" ms under 10 \
            "median $(milliseconds $name.p50)"
    done
    bar 'the last page beside the first, median' "$(ratio_of last.p50 first.p50)" 'x first' under 1.2
    bar 'memory of the service at its highest' "$(peak_of crm clients)" MB under 150
    bar 'rows a second of upsertClients, 4 connections' "$(median_of fill.rate)" rows least 5000
    verdict
}
