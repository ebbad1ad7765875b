# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The Kontor authors
# shellcheck shell=bash

# The part `clients` of scripts/bench: the bars of the clients service, over TLS, with CLIENTS clients (1,000,000) that
# were made by its own upsertClients.

clients_at_last=${CLIENTS:-1000000}
import_rows_at_last=${IMPORT_ROWS:-$clients_at_last}

clients() {
    heading "The clients service: filling a suite with $clients_at_last clients"
    down
    mkdir -p "$folder/m"
    import_file
    suite_up crm $((port_base + 200))
    # Reporting would read the feed all the time, on the two cores that are measured.
    kill -STOP "$(pid_of crm reporting)"
    token_of crm
    fill_clients
    clients_bodies
    busy_client
    busy_manager
    director
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
        serve_lines timeline 2 1
        serve_lines agenda 2 1
        serve_lines search 2 1
        serve_lines misspelt 2 1
        director_token
        serve_lines tree 2 1
    done
    clients_report
}

# A file of new clients by the command line, into a suite of its own: rows a second, and memory at its highest.
import_file() {
    local started
    awk -v n="$import_rows_at_last" 'BEGIN {
        print "externalId,name,country,industry,lifecycle,phone,domain,employees"
        split("DE,AT,CH,GB,FR,TH,VN,JP,US,NL", country, ","); split("Handel,Trading,Logistik,Foods,Bau", word, ",")
        for (i = 1; i <= n; i++)
            printf "i%d,\"%s %d, Müller GmbH\",%s,%s,%s,+49 30 %d,client%d.example,%d\n", i, word[i % 5 + 1], i,
                country[i % 10 + 1], word[i % 5 + 1], (i % 3 ? "customer" : "prospect"), 1000000 + i, i, i % 700
    }' >"$folder/import.csv"
    suite_up imports $((port_base + 300))
    kill -STOP "$(pid_of imports reporting)"
    started=$(date +%s.%N)
    "$bin/kontor" import clients "$folder/import.csv" --system bench --data-dir "$folder/imports" \
        --token-file "$folder/imports/secrets/importer.json" >"$folder/import.out" 2>&1 \
        || { cat "$folder/import.out"; exit 1; }
    note import.rate "$(awk -v n="$import_rows_at_last" -v a="$started" -v b="$(date +%s.%N)" \
        'BEGIN { print n / (b - a) }')"
    note import.memory "$(peak_of imports clients)"
    [ "$(sql_of imports -c 'select count(*) from clients.client')" = "$import_rows_at_last" ] \
        || { cat "$folder/import.out"; echo 'rows are missing'; exit 1; }
    printf '%d rows imported, %s a second\n' "$import_rows_at_last" "$(tail -n 1 "$folder/m/import.rate")"
    kill -CONT "$(pid_of imports reporting)"
    "$bin/kontor" down --data-dir "$folder/imports" >/dev/null 2>&1
    rm -rf "$folder/imports" "$folder/import.csv"
    suites=()
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
    local stored=0
    while ((stored < clients_at_last)); do
        token_of crm
        wrk_lines 2 4 "$((clients_at_last - stored > 400000 ? 30 : 5))" "$folder/wrk.out" upsert "r$RANDOM$RANDOM"
        note fill.rate "$(awk -v n="$(field answers "$folder/wrk.out")" -v s="$(field seconds "$folder/wrk.out")" \
            'BEGIN { print n * 500 / s }')"
        stored=$(clients_stored)
    done
    sql_of crm -c 'vacuum analyze'
    printf '%d clients, %.0f rows a second at last\n' "$stored" "$(tail -n 1 "$folder/m/fill.rate")"
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
    local search='{"jsonrpc":"2.0","id":1,"method":"clients.search","params":{"text":"'
    for word in 'müller logistik 4711' 'siam foods' '東京商事' 'weiss druck' 'สยาม' 'sông media' 'nova'; do
        echo "$search$word"'"}}'
    done >"$folder/search.lines"
    for word in 'mülelr logistk 4711' 'kaisr maschinenbua' 'fjrod shiping' 'alpne chemei'; do
        echo "$search$word"'"}}'
    done >"$folder/misspelt.lines"
    # Every page, to get to the last one.
    while [ ! -s "$folder/cursor.last" ]; do
        token_of crm
        wrk_lines 2 1 5 "$folder/walk.out" walk "$folder/cursor"
    done
    echo "$call"',"cursor":"'"$(cat "$folder/cursor.last")"'"}}' >"$folder/last.lines"
}

# call_once COUNT-STATEMENT WANTED: the calls of $folder/once.lines, until so many rows are there.
call_once() {
    local stored=0
    while ((stored < $2)); do
        token_of crm
        wrk_lines 2 16 4 "$folder/wrk.out" once "$folder/once.lines"
        stored=$(sql_of crm -c "$1")
    done
    sql_of crm -c 'analyze'
}

# A client with 10,000 activities, and the call for its timeline.
busy_client() {
    local client
    client=$(sed -n '1s/.*"client":"\([^"]*\)".*/\1/p' "$folder/get.lines")
    seq 10000 | sed 's/.*/{"jsonrpc":"2.0","id":1,"method":"clients.logActivity","params":{"idempotencyKey":"bench-&",\
        "client":"'"$client"'","kind":"call","direction":"outbound","isTwoWay":true,"subject":"Call &"}}/' \
        | paste -d ' ' - - >"$folder/once.lines"
    call_once 'select count(*) from clients.activity' 10000
    echo '{"jsonrpc":"2.0","id":1,"method":"clients.getTimeline","params":{"limit":50,"filter":{"client":"'"$client" \
        '"}}}' | tr -d ' ' >"$folder/timeline.lines"
}

# A manager with 200 clients, each with a task and a concern, and the call for his agenda.
busy_manager() {
    local manager=01990000-0000-7009-8000-00000000be7c head='{"jsonrpc":"2.0","id":1,"method":"clients.' client
    sed -n 's/.*"client":"\([^"]*\)".*/\1/p' "$folder/get.lines" | sed -n '2,201p' | while read -r client; do
        printf '%s%s","params":{"idempotencyKey":"a-%s","client":"%s","ifVersion":1,"user":"%s",%s}}\n' "$head" assign \
            "$client" "$client" "$manager" '"role":"account_manager","isPrimary":true,"from":"2026-01-01"'
        printf '%s%s","params":{"idempotencyKey":"t-%s","client":"%s","owner":"%s",%s}}\n' "$head" upsertTask \
            "$client" "$client" "$manager" '"title":"Call","dueOn":"'"$(date -u +%F)"'"'
        printf '%s%s","params":{"idempotencyKey":"c-%s","client":"%s",%s}}\n' "$head" openConcern "$client" "$client" \
            '"kind":"question","severity":"high","subject":"When?","receivedAt":"2026-01-02T08:00:00Z"'
    done >"$folder/once.lines"
    call_once 'select least((select count(*) from clients.assignment), (select count(*) from clients.concern))' 200
    echo "$head"'getAgenda","params":{"user":"'"$manager"'"}}' >"$folder/agenda.lines"
}

# A director of 200 of 5,000 managers, who have 200 clients each at 1,000,000, and her calls for a page. What the
# managers see is written by SQL: as many assignments, call by call, would take longer than all else.
director() {
    local head='{"jsonrpc":"2.0","id":1,"method":' user manager
    user=$("$bin/kontor" call identity.createUser --data-dir "$folder/crm" '{"idempotencyKey":"bench-director",
        "email":"director@bench.example","name":"Director","roles":["account-director"]}' \
        | sed -n 's/.*"user": *"\([^"]*\)".*/\1/p')
    [ -n "$user" ] || { echo 'the director was not made'; exit 1; }
    head -c 24 /dev/urandom | base64 >"$folder/director.password"
    printf '{"user":"%s","password":"%s"}' "$user" "$(cat "$folder/director.password")" \
        | "$bin/kontor" call identity.setPassword --data-dir "$folder/crm" - >/dev/null
    for manager in $(seq 0 199); do
        printf '%s"clients.setReportingLine","params":{"idempotencyKey":"line-%d","user":"%s","manager":"%s",%s}}\n' \
            "$head" "$manager" "$(manager_id "$manager")" "$user" '"from":"2026-01-01"'
    done >"$folder/once.lines"
    call_once 'select count(*) from clients.reporting_line' 200
    sql_of crm -c "insert into clients.sight
        select organisation_id, ('01990000-0000-7009-8000-' || lpad(to_hex(65536 + number % 5000), 12, '0'))::uuid,
            client_id, client_id, '2026-01-01', null
        from (select organisation_id, client_id, row_number() over () as number from clients.client) as client"
    sql_of crm -c 'analyze'
    echo "$head"'"clients.listClients","params":{"limit":50}}' >"$folder/tree.lines"
    echo "$head"'"clients.listClients","params":{"limit":50,"filter":{"country":"TH"}}}' >>"$folder/tree.lines"
}

# In the place of the token of the other calls, until the next round.
director_token() {
    printf '{"jsonrpc":"2.0","id":1,"method":"identity.login","params":{"email":"%s","password":"%s"}}' \
        director@bench.example "$(cat "$folder/director.password")" | post_to crm 1 \
        | sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p' >"$folder/crm.token"
    [ -s "$folder/crm.token" ] || { echo 'the director got no token'; exit 1; }
}

manager_id() { printf '01990000-0000-7009-8000-%012x' $((65536 + $1)); }

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
    bar 'timeline of a client with 10,000 events, p99' "$(product "$(median_of timeline.p99)" 0.001)" ms under 10 \
        "median $(milliseconds timeline.p50)"
    bar 'agenda of a manager with 200 clients, p99' "$(product "$(median_of agenda.p99)" 0.001)" ms under 50 \
        "median $(milliseconds agenda.p50)"
    for name in search misspelt; do
        bar "search among all clients: $name, p99" "$(product "$(median_of $name.p99)" 0.001)" ms under 50 \
            "median $(milliseconds $name.p50)"
    done
    bar 'list page of 50 through a tree of 200 managers, p99' "$(product "$(median_of tree.p99)" 0.001)" ms under 20 \
        "median $(milliseconds tree.p50)"
    bar 'memory of the service at its highest' "$(peak_of crm clients)" MB under 150
    bar 'rows a second of importRows, one file' "$(median_of import.rate)" rows least 5000 \
        "$import_rows_at_last rows with phone, domain and size"
    bar 'memory of the service while it imports' "$(median_of import.memory)" MB under 200
    bar 'rows a second of upsertClients, 4 connections' "$(median_of fill.rate)" rows least 5000
    verdict
}
