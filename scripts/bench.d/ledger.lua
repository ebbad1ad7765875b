-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The Kontor authors

-- A load for wrk on the ledger: wrk ... -s ledger.lua URL -- MODE TOKEN-FILE BOOK RUN [SIDE OLDEST NEWEST]
-- MODE    single (one postEntry a call), bulk (postEntries of 500 a call), balance (getBalances of one account at a
--         date of the last year) or trial (trialBalance at today)
-- RUN     keys are made of it, the thread and a counter, so that no entry is a repetition
-- SIDE    spread (any of 500 accounts against any of 500 others) or hot (one account against any of 500)
-- OLDEST  posted that many days ago at most, and NEWEST days ago at least; 0 is today

dofile("scripts/bench.d/answers.lua")

local bulk_entries = 500
local client_count = 100

local make, head, book, run, is_hot = nil, "", "", "", false
local counter = 0
local days = {}

local function day()
    return days[math.random(#days)]
end

-- One document in the manner of an invoice: a reference, and the client on the first line.
local function entry()
    counter = counter + 1
    local debit = is_hot and 1 or math.random(500)
    return string.format(
        '"idempotencyKey":"%s-%d-%d","postedOn":"%s","documentReference":"INV-%d","lines":['
            .. '{"account":"%d","side":"debit","amount":{"amount":"%d.25","currency":"EUR"},'
            .. '"client":"0198c0de-0000-7000-8000-%012d"},'
            .. '{"account":"%d","side":"credit","amount":{"amount":"%d.25","currency":"EUR"}}]',
        run, thread_number, counter, day(), counter, 10000 + debit, counter % 900 + 1,
        math.random(client_count), 10500 + math.random(500), counter % 900 + 1)
end

local function call(method, params)
    return string.format(
        '{"jsonrpc":"2.0","id":%d,"method":"ledger.%s","params":{"book":"%s",%s}}', counter, method, book, params)
end

local modes = {}

function modes.single()
    return call("postEntry", entry())
end

function modes.bulk()
    local entries = {}
    for index = 1, bulk_entries do entries[index] = "{" .. entry() .. "}" end
    return call("postEntries", '"entries":[' .. table.concat(entries, ",") .. "]")
end

function modes.balance()
    counter = counter + 1
    return call("getBalances", string.format('"accounts":["%d"],"asOf":"%s"', 10000 + math.random(1000), day()))
end

function modes.trial()
    counter = counter + 1
    return call("trialBalance", string.format('"asOf":"%s"', day()))
end

function init(arguments)
    make = assert(modes[arguments[1]], "there is no such mode")
    book, run, is_hot = arguments[3], arguments[4], arguments[5] == "hot"
    local noon = os.time() - os.time() % 86400 + 43200
    for ago = tonumber(arguments[7] or 0), tonumber(arguments[6] or 0) do
        days[#days + 1] = os.date("!%Y-%m-%d", noon - ago * 86400)
    end
    head = "POST /rpc HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
        .. read_word(arguments[2]) .. "\r\nContent-Length: "
    math.randomseed(os.time() * 7 + thread_number)
end

function request()
    local body = make()
    return head .. #body .. "\r\n\r\n" .. body
end
